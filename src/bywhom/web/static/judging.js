// Decide about claims: accept, correct, reject, undo; by button and by key; under the name that the reviewer gave.
import { say, send } from "./api.js";
import { editClaim } from "./claim_editor.js";

const NAME = "bywhom-reviewer";
const decided = []; // ids of judgements of this page, the latest last

export const reviewer = () => localStorage.getItem(NAME) ?? "";

export function installName() {
  const field = document.getElementById("reviewer");
  if (!field) return;
  field.value = reviewer();
  field.addEventListener("change", () => localStorage.setItem(NAME, field.value.trim()));
}

const reason = () => document.getElementById("reason")?.value.trim() ?? "";
const claimPath = (card, verdict) => `/api/claims/${encodeURIComponent(card.dataset.claim)}/${verdict}`;

function stand(card, word) {
  const place = card.querySelector(".stand");
  place.textContent = word;
  place.className = `stand ${word}`;
  card.classList.toggle("gone", word === "rejected");
}

export function remember(judgements, card = null, before = null) {
  for (const made of judgements) decided.push({ id: made.id, card, before });
}

export async function decide(card, verdict) {
  const place = card.querySelector(".stand");
  const before = { text: place.textContent, name: place.className };
  try {
    if (verdict === "correct") {
      const made = await editClaim({ claim: card.dataset.claim });
      if (made === null) return false;
      remember(made.judgements, card, before);
      stand(card, "corrected");
      say("Corrected. u undoes it.");
    } else {
      const made = await send("POST", claimPath(card, verdict), { by: reviewer(), reason: reason() });
      remember(made.judgements, card, before);
      stand(card, verdict === "accept" ? "accepted" : "rejected");
      say(verdict === "accept" ? "Accepted. u undoes it." : "Rejected; it stays in the record. u undoes it.");
    }
    document.dispatchEvent(new CustomEvent("bywhom:decided", { detail: { card, verdict } }));
    return true;
  } catch (problem) {
    say(problem.message, true);
    return false;
  }
}

export async function undo() {
  const last = decided.pop();
  if (!last) {
    say("Nothing was decided on this page yet; see Decisions for earlier ones.");
    return;
  }
  try {
    await send("POST", `/api/judgements/${encodeURIComponent(last.id)}/withdraw`, { by: reviewer(), reason: "undone" });
    if (last.card && last.before) {
      const place = last.card.querySelector(".stand");
      place.textContent = last.before.text;
      place.className = last.before.name;
      last.card.classList.remove("gone");
      document.dispatchEvent(new CustomEvent("bywhom:undone", { detail: { card: last.card } }));
    }
    say("Undone.");
  } catch (problem) {
    decided.push(last);
    say(problem.message, true);
  }
}

const VERDICTS = { a: "accept", c: "correct", r: "reject" };

// Keys and buttons for a list of cards. `current` gives the card in hand, `move(by)` goes to another.
export function installJudging({ current, move, others = {} }) {
  installName();
  document.body.dataset.ownKeys = "yes";
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-do]");
    const card = button?.closest("[data-claim]");
    if (card) decide(card, button.dataset.do).then((done) => done && move(1, card));
  });
  let afterG = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "g") afterG = Date.now();
    if (event.key === "g" || Date.now() - afterG < 1200) return; // g and a letter goes to another section
    const card = current();
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
    else if (event.key === "u") undo();
    else if (VERDICTS[event.key] && card) decide(card, VERDICTS[event.key]).then((done) => done && move(1, card));
    else if (others[event.key]) others[event.key](card);
    else return;
    event.preventDefault();
  });
}
