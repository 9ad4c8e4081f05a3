// The review queue: one claim in hand at a time, decided by key.
import { openClaims } from "./drawer.js";
import { installJudging } from "./judging.js";

const cards = () => [...document.querySelectorAll("#queue [data-claim]")];
let now = null;

function take(card, { scroll = true } = {}) {
  now?.classList.remove("now");
  now = card;
  if (!card) return;
  card.classList.add("now");
  card.focus({ preventScroll: true });
  if (scroll) card.scrollIntoView({ block: "nearest" });
}

function move(by, from = now) {
  const all = cards();
  const at = all.indexOf(from);
  const next = all[at + by];
  if (next) take(next);
  else if (by > 0 && at === all.length - 1) document.getElementById("next-page")?.focus();
}

document.getElementById("queue")?.addEventListener("click", (event) => {
  const card = event.target.closest("[data-claim]");
  if (card && !event.target.closest("a, button")) take(card, { scroll: false });
  if (event.target.closest("a.type")) { event.preventDefault(); take(card, { scroll: false }); }
});
for (const bar of document.querySelectorAll("[data-share]")) bar.style.inlineSize = `${bar.dataset.share}%`;

installJudging({
  current: () => now, move,
  others: {
    o: (card) => card && card.querySelector('a[href^="/report/"]')?.click(),
    e: (card) => card && openClaims([card.dataset.claim]),
  },
});
take(cards()[0] ?? null, { scroll: false });
