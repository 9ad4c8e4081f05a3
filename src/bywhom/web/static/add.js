// Drop or paste reports, watch them being read, and see what was refused and why.
import { element, get, say, send } from "./api.js";

const form = document.getElementById("add");
const drop = document.getElementById("drop");
const field = document.getElementById("files");
let files = [];

function choose(more) {
  files = [...files, ...more];
  document.getElementById("chosen").replaceChildren(...files.slice(0, 12).map((f) => element("li", { dir: "auto" }, f.name)),
    ...(files.length > 12 ? [element("li", {}, `and ${files.length - 12} more`)] : []));
}

field.addEventListener("change", () => choose(field.files));
for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  choose(event.dataTransfer?.files ?? []);
});

const plural = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

function account(outcome) {
  const parts = [element("h2", {}, `${plural(outcome.reports, "report")} read, ${plural(outcome.claims, "claim")}`)];
  const notes = [];
  if (outcome.already_known) notes.push(`${outcome.already_known} known already`);
  if (outcome.near_copies) notes.push(`${outcome.near_copies} near ${outcome.near_copies === 1 ? "copy" : "copies"} of earlier reports`);
  if (notes.length) parts.push(element("p", { class: "soft" }, notes.join(", ")));
  if (outcome.refused.length) {
    parts.push(element("h3", { class: "refused" }, `${outcome.refused.length} refused`));
    parts.push(element("ul", {}, outcome.refused.map((r) => element("li", { dir: "auto" }, element("b", {}, r.locator), ": ", r.message))));
  }
  if (outcome.read.length) {
    const rows = outcome.read.map((r) => element("tr", {},
      element("td", { dir: "auto" }, element("a", { href: `/report/${encodeURIComponent(r.id)}` }, r.title || r.locator)),
      element("td", { class: "nowrap" }, r.published ?? "undated"), element("td", { class: "number" }, String(r.claims)),
      element("td", { class: "small soft" }, [...(r.copies.length ? ["near copy"] : []), ...r.warnings].join("; "))));
    parts.push(element("table", {}, element("thead", {}, element("tr", {}, ["Report", "Published", "Claims", "Note"].map((t) => element("th", { scope: "col" }, t)))), element("tbody", {}, rows)));
  }
  const known = outcome.known.map((id) => element("a", { class: "chip", href: `/report/${encodeURIComponent(id)}` }, "known already"));
  if (known.length) parts.push(element("p", { class: "chips" }, known.slice(0, 20)));
  return parts;
}

async function follow(job) {
  const place = document.getElementById("progress");
  const bar = document.getElementById("bar");
  place.hidden = false;
  while (job.state === "waiting" || job.state === "running") {
    if (job.done) { bar.max = Math.max(job.total, job.done); bar.value = job.done; } else bar.removeAttribute("value");
    document.getElementById("at").textContent = job.now ? `${job.done} of ${Math.max(job.total, job.done)} · ${plural(job.claims, "claim")} · ${job.now}` : "Getting ready to read …";
    await new Promise((resolve) => setTimeout(resolve, 350));
    job = await get(`/api/jobs/${job.id}`);
  }
  place.hidden = true;
  const outcome = document.getElementById("outcome");
  outcome.hidden = false;
  outcome.replaceChildren(...(job.state === "done" ? account(job.outcome) : [element("p", { class: "refused" }, job.problem)]));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  for (const name of ["text", "published", "publisher"]) body.append(name, form.elements[name].value);
  const button = document.getElementById("read");
  button.disabled = true;
  try {
    const job = await send("POST", "/api/reports", body);
    files = [];
    choose([]);
    form.elements.text.value = "";
    await follow(job);
  } catch (problem) {
    say(problem.message, true);
  } finally {
    button.disabled = false;
    field.value = "";
  }
});
