// The reader: bars that show who is speaking, marks that lead to claims and back, claims added by marking words.
import { element, say } from "./api.js";
import { editClaim } from "./claim_editor.js";
import { installJudging, remember } from "./judging.js";
import { forget, markedSpan } from "./marked.js";

const words = document.querySelector(".words");
const gutter = document.querySelector(".gutter");
const list = document.querySelector("ol.claims");
const report = document.querySelector(".reader").dataset.report;
const showAll = document.getElementById("show-all");
const cards = () => [...list.querySelectorAll("[data-claim]:not([hidden])")];

// ---- who is speaking: one bar beside the lines of each run, and the name where a voice begins ----
function drawBars() {
  const top = words.getBoundingClientRect().top;
  const made = [];
  let lastBottom = -1, lane = 0, lastName = "", labelBottom = -99;
  for (const run of words.querySelectorAll(".run.spoken")) {
    const boxes = [...run.querySelectorAll(".p")].flatMap((p) => [...p.getClientRects()]);
    if (!boxes.length) continue;
    const from = Math.min(...boxes.map((b) => b.top)) - top;
    const to = Math.max(...boxes.map((b) => b.bottom)) - top;
    lane = from < lastBottom - 4 ? (lane + 1) % 3 : 0;
    lastBottom = Math.max(lastBottom, to);
    const look = [...run.classList].filter((c) => /^[vw]\d$/.test(c)).join(" ");
    const bar = element("div", { class: `bar-of ${look} lane${lane}` });
    bar.style.insetBlockStart = `${from}px`;
    bar.style.blockSize = `${Math.max(8, to - from)}px`;
    made.push(bar);
    const name = run.dataset.name;
    const at = Math.max(from + 3, labelBottom); // a label gives way downwards, as far as its bar still stands beside it
    if ((name !== lastName || from > labelBottom + 400) && at < Math.max(to, from + 24)) {
      const label = element("div", { class: `label-of ${look}`, dir: "auto" }, name);
      label.style.insetBlockStart = `${at}px`;
      made.push(label);
      labelBottom = at + (name.length > 22 ? 32 : 18);
      lastName = name;
    }
  }
  gutter.replaceChildren(...made);
}
new ResizeObserver(() => requestAnimationFrame(drawBars)).observe(words);
document.fonts?.ready.then(drawBars);
drawBars();

document.querySelectorAll(".voice").forEach((button) => button.addEventListener("click", () => {
  const chosen = button.getAttribute("aria-pressed") !== "true";
  document.querySelectorAll(".voice").forEach((b) => b.setAttribute("aria-pressed", String(chosen && b === button)));
  words.classList.toggle("only", chosen);
  words.querySelectorAll(".run").forEach((r) => r.classList.toggle("chosen", r.dataset.voice === button.dataset.voice));
  if (chosen) words.querySelector(".run.chosen")?.scrollIntoView({ block: "center", behavior: "auto" });
}));

// ---- a mark leads to its claim, a claim to its mark ----
let now = null;

function light(card, { scrollText = false, scrollCard = true } = {}) {
  document.querySelectorAll(".now").forEach((x) => x.classList.remove("now"));
  now = card;
  if (!card) return;
  card.classList.add("now");
  const id = card.dataset.claim;
  const pieces = [...words.querySelectorAll(`[data-within~="${CSS.escape(id)}"]`)];
  pieces.forEach((p) => p.classList.add("now"));
  const trigger = words.querySelector(`.trigger[data-claims~="${CSS.escape(id)}"]`) ?? pieces[0];
  if (scrollText) trigger?.scrollIntoView({ block: "center" });
  if (scrollCard) card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
  history.replaceState(null, "", `#${id}`);
}

function only(test, what) {
  list.querySelectorAll("[data-claim]").forEach((c) => { c.hidden = !test(c); });
  showAll.hidden = !what;
  if (what) say(what);
}
showAll.addEventListener("click", () => only(() => true, ""));

words.addEventListener("click", (event) => {
  const trigger = event.target.closest(".trigger");
  if (trigger) {
    event.preventDefault();
    const ids = trigger.dataset.claims.split(" ");
    const next = ids[(ids.indexOf(now?.dataset.claim) + 1) % ids.length]; // several claims on one word: click again
    only(() => true, "");
    light(document.getElementById(next));
    return;
  }
  const named = event.target.closest("[data-entity]");
  if (named && document.getSelection().isCollapsed) {
    const id = named.dataset.entity;
    only((c) => c.querySelector(`.roles a[href$="${CSS.escape(encodeURIComponent(id))}"]`) !== null, `Claims here with ${named.title}`);
    if (!cards().length) { only(() => true, ""); say(`No claim here has ${named.title} in a role.`); }
  }
});
list.addEventListener("click", (event) => {
  const card = event.target.closest("[data-claim]");
  if (!card || event.target.closest("button, dd a, .verdicts a")) return;
  if (event.target.closest("a.type")) event.preventDefault();
  light(card, { scrollText: true, scrollCard: false });
});

function move(by, from = now) {
  const shown = cards();
  if (!shown.length) return;
  const at = shown.indexOf(from);
  light(shown[Math.min(shown.length - 1, Math.max(0, at + by))], { scrollText: true });
}

// ---- a claim that the reading missed ----
async function add() {
  const marked = markedSpan();
  if (!marked) {
    say("Mark the word in the text that tells it, then press n.", true);
    return;
  }
  const made = await editClaim({ report, trigger: marked.span, words: marked.text });
  if (made === null) return;
  forget();
  remember(made.judgements);
  sessionStorage.setItem("bywhom-said", "The claim is added. Undo it under Decisions.");
  location.hash = made.claim.id;
  location.reload();
}
document.getElementById("add-claim").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the marking
document.getElementById("add-claim").addEventListener("click", add);

installJudging({ current: () => now, move, others: { n: add } });
const told = sessionStorage.getItem("bywhom-said");
if (told) { sessionStorage.removeItem("bywhom-said"); say(told); }
const fromAddress = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (fromAddress?.dataset?.claim) light(fromAddress, { scrollText: true });
