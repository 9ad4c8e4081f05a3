// A coder's blind pass over a report, and the settling of what two coders have differently.
import { say, send } from "./api.js";
import { editClaim } from "./claim_editor.js";
import { installName, reviewer } from "./judging.js";
import { markedSpan } from "./marked.js";

installName();
const place = document.querySelector("[data-report]");
const report = place?.dataset.report;
const coder = place?.dataset.coder;
const path = `/api/coding/${encodeURIComponent(report ?? "")}`;
const WORDS = { accept: "accepted", correct: "corrected", reject: "rejected" };

document.getElementById("start")?.addEventListener("submit", (event) => {
  localStorage.setItem("bywhom-reviewer", event.target.elements.coder.value.trim());
});

// ---- the pass ----
let now = null;
const cards = () => [...document.querySelectorAll(".card[data-claim]")];

function take(card) {
  document.querySelectorAll(".now").forEach((x) => x.classList.remove("now"));
  now = card;
  if (!card) return;
  card.classList.add("now");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const pieces = [...document.querySelectorAll(`.words [data-within~="${CSS.escape(card.dataset.claim)}"]`)];
  pieces.forEach((p) => p.classList.add("now"));
  pieces[0]?.scrollIntoView({ block: "nearest" });
}

async function code(card, verdict) {
  const to = `${path}/claims/${encodeURIComponent(card.dataset.claim)}`;
  const keep = (changes) => send("POST", to, { verdict, changes, by: coder });
  try {
    const made = verdict === "correct" ? await editClaim({ claim: card.dataset.claim, save: keep }) : await keep({});
    if (made === null) return;
    const stand = card.querySelector(".stand");
    stand.textContent = WORDS[verdict];
    stand.className = `stand ${WORDS[verdict]}`;
    take(cards()[cards().indexOf(card) + 1] ?? card);
  } catch (problem) {
    say(problem.message, true);
  }
}

async function add() {
  const marked = markedSpan();
  if (!marked) return say("Mark the word in the text that tells it, then press n.", true);
  const keep = (fields) => send("POST", `${path}/added`, { ...fields, by: coder, trigger: marked.span });
  if ((await editClaim({ report, trigger: marked.span, words: marked.text, save: keep })) !== null) location.reload();
}

document.getElementById("add-claim")?.addEventListener("mousedown", (event) => event.preventDefault());
document.getElementById("add-claim")?.addEventListener("click", add);
document.getElementById("done")?.addEventListener("click", async () => {
  try {
    await send("POST", `${path}/done`, { by: coder });
    location.reload();
  } catch (problem) {
    say(problem.message, true);
  }
});
document.addEventListener("click", (event) => {
  const card = event.target.closest?.(".card[data-claim]");
  if (!card || !coder) return;
  if (event.target.closest("a.type")) event.preventDefault();
  const button = event.target.closest("[data-code]");
  if (button) code(card, button.dataset.code);
  else take(card);
});
if (coder) {
  document.body.dataset.ownKeys = "yes";
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = { a: "accept", c: "correct", r: "reject" }[event.key];
    if (event.key === "j" || event.key === "k") take(cards()[Math.max(0, cards().indexOf(now) + (event.key === "j" ? 1 : -1))] ?? now);
    else if (verdict && now && now.querySelector("[data-code]")) code(now, verdict);
    else if (event.key === "n" && document.getElementById("add-claim")) add();
    else return;
    event.preventDefault();
  });
}

// ---- settling ----
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-settle]");
  if (!button) return;
  const row = button.closest("[data-codings]");
  try {
    await send("POST", `${path}/settle`, { codings: row.dataset.codings.split(","), as_coded: button.dataset.settle, by: reviewer() });
    location.reload();
  } catch (problem) {
    say(problem.message, true);
  }
});
