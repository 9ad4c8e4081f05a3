// Labels of the map that hold right-to-left script. MapLibre sets letters one by one and joins none without a plug-in
// that the page's policy would have to be loosened for; the browser's own canvas shapes them, and the map takes the picture.

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LETTER = /\p{L}/u;
const WIDEST = 9; // ems in a line, as for the map's other labels
const HALO = 1.6;

export const isRightToLeft = (text) => RIGHT_TO_LEFT.test(text);

// Put into a feature's properties which picture stands for its label, if one must.
export function withWords(properties, colours) {
  if (isRightToLeft(properties.label)) properties.picture = `words|${colours}|${properties.label}`;
  return properties;
}

// A text-field: the picture where there is one, else `text`.
export const wordsOr = (text) => [["has", "picture"], ["format", ["image", ["get", "picture"]], {}], text];

// Draw pictures of labels when the map asks for them, and drop those that no label shows any more.
export class WordPictures {
  constructor(map, { colours, size, isShown }) {
    const drawn = new Set();
    map.setMissingStyleImageResolver((id) => {
      if (!id.startsWith("words|") || map.hasImage(id)) return;
      const ratio = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
      map.addImage(id, pictureOf(id.split("|").slice(2).join("|"), { ...colours(), size, ratio }), { pixelRatio: ratio });
      drawn.add(id);
    });
    map.on("idle", () => {
      for (const id of drawn) {
        if (isShown(id)) continue;
        drawn.delete(id);
        if (map.hasImage(id)) map.removeImage(id);
      }
    });
  }
}

// The words as pixels: lines of at most WIDEST ems, the first strong letter's direction, a halo around all.
function pictureOf(text, { ink, halo, size, ratio }) {
  const canvas = document.createElement("canvas");
  let pen = canvas.getContext("2d");
  const font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.font = font;
  const lines = linesOf(text, (words) => pen.measureText(words).width <= WIDEST * size);
  const wide = Math.ceil(Math.max(...lines.map((line) => pen.measureText(line).width)) + 2 * HALO + 2);
  const high = Math.ceil(lines.length * size * 1.35 + 2 * HALO);
  canvas.width = wide * ratio;
  canvas.height = high * ratio;
  pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  Object.assign(pen, { font, direction: isRightToLeft(LETTER.exec(text)?.[0] ?? "") ? "rtl" : "ltr", textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 2 * HALO, strokeStyle: halo, fillStyle: ink });
  lines.forEach((line, i) => {
    const y = HALO + (i + 0.5) * size * 1.35;
    pen.strokeText(line, wide / 2, y);
    pen.fillText(line, wide / 2, y);
  });
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function linesOf(text, fits) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
