// Every page: theme, keys, the evidence drawer.
import { closeDrawer, installDrawer, isOpen } from "./drawer.js";
import { installViews } from "./views.js";

const root = document.documentElement;

document.getElementById("theme")?.addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = root.dataset.theme === "auto" ? (dark ? "dark" : "light") : root.dataset.theme;
  root.dataset.theme = now === "dark" ? "light" : "dark";
  localStorage.setItem("bywhom-theme", root.dataset.theme);
  document.dispatchEvent(new CustomEvent("bywhom:theme"));
});

const keys = document.getElementById("keys");
document.getElementById("help")?.addEventListener("click", () => keys.showModal());

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable='true']") !== null;
}

let afterG = 0;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen() && !keys.open) {
    closeDrawer();
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Date.now() - afterG < 1200) {
    afterG = 0;
    const link = document.querySelector(`nav.sections a[data-key="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  if (event.key === "g") afterG = Date.now();
  else if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (event.key === "?") keys.showModal();
  else if ((event.key === "j" || event.key === "k") && !document.body.dataset.ownKeys) step(event.key === "j" ? 1 : -1);
});

// j and k walk the rows of the page's list; Enter is the browser's own on the row's link.
function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((r) => r.offsetParent !== null);
  if (!rows.length) return;
  const now = rows.findIndex((r) => r.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
  (next.matches("a, button") ? next : next.querySelector("a, button") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

// A country stands in the casefile by its code (ISO 3166); the browser knows what people call it.
const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
for (const place of document.querySelectorAll("[data-country]")) {
  if (/^[A-Z]{2}$/.test(place.dataset.country)) place.textContent = countries.of(place.dataset.country);
}

installDrawer();
installViews();
