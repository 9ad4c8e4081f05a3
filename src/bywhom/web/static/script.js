// Names in Arabic and Hebrew letters for the map, which draws one sign after the other from left to right: the letters
// take the forms that they have where they stand in the word, and stand in the order in which the eye meets them.

// Letter: its forms alone, at the end, at the beginning and in the middle; two forms join to the right only.
const FORMS = {
  "ء": "ﺀ", "آ": "ﺁﺂ", "أ": "ﺃﺄ", "ؤ": "ﺅﺆ", "إ": "ﺇﺈ", "ئ": "ﺉﺊﺋﺌ", "ا": "ﺍﺎ", "ب": "ﺏﺐﺑﺒ", "ة": "ﺓﺔ", "ت": "ﺕﺖﺗﺘ", "ث": "ﺙﺚﺛﺜ",
  "ج": "ﺝﺞﺟﺠ", "ح": "ﺡﺢﺣﺤ", "خ": "ﺥﺦﺧﺨ", "د": "ﺩﺪ", "ذ": "ﺫﺬ", "ر": "ﺭﺮ", "ز": "ﺯﺰ", "س": "ﺱﺲﺳﺴ", "ش": "ﺵﺶﺷﺸ", "ص": "ﺹﺺﺻﺼ",
  "ض": "ﺽﺾﺿﻀ", "ط": "ﻁﻂﻃﻄ", "ظ": "ﻅﻆﻇﻈ", "ع": "ﻉﻊﻋﻌ", "غ": "ﻍﻎﻏﻐ", "ف": "ﻑﻒﻓﻔ", "ق": "ﻕﻖﻗﻘ", "ك": "ﻙﻚﻛﻜ", "ل": "ﻝﻞﻟﻠ",
  "م": "ﻡﻢﻣﻤ", "ن": "ﻥﻦﻧﻨ", "ه": "ﻩﻪﻫﻬ", "و": "ﻭﻮ", "ى": "ﻯﻰ", "ي": "ﻱﻲﻳﻴ", "پ": "ﭖﭗﭘﭙ", "چ": "ﭺﭻﭼﭽ", "ژ": "ﮊﮋ", "ک": "ﮎﮏﮐﮑ",
  "گ": "ﮒﮓﮔﮕ", "ی": "ﯼﯽﯾﯿ", "ٹ": "ﭦﭧﭨﭩ", "ڈ": "ﮈﮉ", "ڑ": "ﮌﮍ", "ے": "ﮮﮯ", "ں": "ﮞﮟ", "ہ": "ﮦﮧﮨﮩ",
};
const LAM_ALEF = { "آ": "ﻵﻶ", "أ": "ﻷﻸ", "إ": "ﻹﻺ", "ا": "ﻻﻼ" };
const MARKS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05bd\u05bf-\u05c7\u200c-\u200f]/gu; // vowels and points: left out at this size
const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const MIRROR = { "(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«" };

const joinsOn = (letter) => (FORMS[letter]?.length ?? 0) === 4;

function joined(text) {
  const letters = [...text.replace(MARKS, "").replaceAll("ـ", "")];
  const out = [];
  let isTied = false; // the letter before reaches over to this one
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i];
    const pair = letter === "ل" ? LAM_ALEF[letters[i + 1]] : undefined;
    const forms = pair ?? FORMS[letter];
    if (!forms) {
      out.push(letter);
      isTied = false;
      continue;
    }
    const reaches = !pair && joinsOn(letter) && FORMS[letters[i + 1]] !== undefined && letters[i + 1] !== "ء";
    out.push(forms[(isTied && forms.length > 1 ? 1 : 0) + (reaches ? 2 : 0)] ?? forms[0]);
    isTied = reaches;
    if (pair) i += 1;
  }
  return out;
}

// The text as it is to be drawn from left to right; text without such letters is given back as it is.
export function drawn(text) {
  if (!RIGHT.test(text)) return text;
  const runs = [];
  for (const letter of joined(text)) {
    const isRight = RIGHT.test(letter);
    const isLeft = /[\p{L}\p{N}]/u.test(letter) && !isRight;
    const last = runs.at(-1);
    const way = isRight ? "right" : isLeft ? "left" : null;
    if (last && (way === last.way || way === null)) last.letters.push(letter);
    else runs.push({ way: way ?? "right", letters: [letter] });
  }
  for (const run of runs.filter((r) => r.way === "left")) { // a space behind figures belongs to the words around them
    const tail = [];
    while (run.letters.length && !/[\p{L}\p{N}]/u.test(run.letters.at(-1))) tail.unshift(run.letters.pop());
    run.tail = tail;
  }
  return runs.reverse().map((run) => (run.way === "left" ? [...run.tail, ...run.letters] : run.letters.reverse().map((l) => MIRROR[l] ?? l)).join("")).join("");
}
