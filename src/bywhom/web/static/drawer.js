// The evidence drawer: any link to /evidence opens beside the page; with a modifier it opens as a page of its own.
import { say } from "./api.js";

const drawer = document.getElementById("drawer");
const body = document.getElementById("drawer-body");
let cameFrom = null;

export const isOpen = () => drawer !== null && !drawer.hidden;

export function closeDrawer() {
  if (!isOpen()) return;
  drawer.hidden = true;
  document.body.classList.remove("with-drawer");
  cameFrom?.focus?.();
  document.dispatchEvent(new CustomEvent("bywhom:drawer"));
}

// Open the drawer on an address of /evidence; `title` says of what.
export async function openEvidence(address, title = "") {
  const url = new URL(address, location.href);
  if (!isOpen()) cameFrom = document.activeElement;
  url.searchParams.set("part", "1");
  const answer = await fetch(url, { headers: { accept: "text/html" } });
  if (!answer.ok) {
    say("The evidence could not be fetched.", true);
    return;
  }
  // The part is the desk's own template, escaped on the server; no script in it could run under the page's policy.
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.replaceChildren(...parsed.body.childNodes);
  url.searchParams.delete("part");
  document.getElementById("drawer-open").href = url.pathname + url.search;
  document.getElementById("drawer-title").textContent = title || "Evidence";
  drawer.hidden = false;
  document.body.classList.add("with-drawer");
  body.scrollTop = 0;
  document.getElementById("drawer-close").focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("bywhom:drawer"));
}

export function openClaims(because, against = [], title = "") {
  const query = new URLSearchParams({ id: because.join(",") });
  if (against.length) query.set("against", against.join(","));
  return openEvidence(`/evidence?${query}`, title);
}

export function installDrawer() {
  document.getElementById("drawer-close")?.addEventListener("click", closeDrawer);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="/evidence?"]');
    if (!link || link.id === "drawer-open" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openEvidence(link.getAttribute("href"), link.dataset.title ?? "");
  });
}
