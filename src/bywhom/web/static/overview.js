// The overview: one range of days, and everything on the page follows it. The state stands in the address.
// The page comes with its lists and the map's data; a change of day fetches both in one answer.
import { get, say } from "./api.js";
import { openClaims, openEvidence } from "./drawer.js";
import { GROUPS } from "./shapes.js";
import { Timeline, toDay, toText } from "./timeline.js";

const at = (id) => document.getElementById(id);
const address = new URLSearchParams(location.search);
const drawnOf = (page) => JSON.parse(page.getElementById("drawn")?.textContent ?? "null");
let drawn = drawnOf(document);
const span = drawn?.span ?? ["", ""];
const state = { since: drawn?.since ?? "", until: drawn?.until ?? "", groups: address.get("groups") ?? "" };
let isWaiting = false;
let isAgain = false;
let map = null; // its library is large: it comes when the lists stand

// The whole time is no range: what is told without a date belongs to it too.
const isAll = () => state.since === span[0] && state.until === span[1];
const range = () => (isAll() ? { since: "", until: "" } : { since: state.since, until: state.until });
const asQuery = (fields) => new URLSearchParams(Object.entries(fields).filter(([, v]) => v)).toString();

const timeline = new Timeline(at("timeline"), {
  onRange: (since, until, isFinal) => change(since, until, isFinal),
  onGroups: (names) => {
    state.groups = names.length === Object.keys(GROUPS).length ? "" : names.join(",") || "none";
    keep();
    refresh();
  },
});

if (state.groups) { // lanes that the address leaves out
  const kept = state.groups.split(",");
  timeline.off = new Set(Object.keys(GROUPS).filter((name) => !kept.includes(name)));
}

function keep() {
  const fields = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries({ ...range(), groups: state.groups })) {
    if (value) fields.set(name, value);
    else fields.delete(name);
  }
  history.replaceState(null, "", [...fields].length ? `${location.pathname}?${fields}` : location.pathname);
}

function change(since, until, isFinal = true) {
  state.since = since;
  state.until = until;
  at("since").value = since;
  at("until").value = until;
  if (isFinal) keep();
  refresh();
}

// One question under way at a time; the newest range is asked for as soon as the answer before it is shown.
async function refresh() {
  if (isWaiting) {
    isAgain = true;
    return;
  }
  isWaiting = true;
  try {
    const days = `${state.since}/${state.until}`;
    const answer = await get("/", { ...range(), groups: state.groups, part: "1" }, { headers: { accept: "text/html" } });
    // The part is the desk's own template, escaped on the server; no script in it could run under the page's policy.
    const page = new DOMParser().parseFromString(answer, "text/html");
    drawn = drawnOf(page);
    at("told").replaceWith(page.getElementById("told"));
    document.body.dataset.shown = days;
    at("heard").textContent = at("totals").textContent.replace(/\s+/g, " "); // what a screen reader says of the change
    afterPaint(() => map?.show(drawn)); // the words first: drawing takes longer
    if (drawn.pending) setTimeout(refresh, 150); // places are still being read
  } catch (problem) {
    say(problem.message, true);
  }
  isWaiting = false;
  if (isAgain) {
    isAgain = false;
    refresh();
  }
}

const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act));

function shift(by) {
  const [from, to] = [toDay(state.since), toDay(state.until)];
  const length = to - from + 1;
  move(toText(from + by * length), toText(to + by * length));
}

function move(since, until) {
  if (!span[0]) return; // nothing is dated
  timeline.move(since, until);
  change(since, until);
}

function listen() {
  at("earlier").addEventListener("click", () => shift(-1));
  at("later").addEventListener("click", () => shift(1));
  at("all").addEventListener("click", () => move(...span));
  at("fit").addEventListener("click", () => map?.fit());
  for (const button of document.querySelectorAll("[data-span]")) {
    button.addEventListener("click", () => move(toText(toDay(state.until) - Number(button.dataset.span) + 1), state.until));
  }
  for (const id of ["since", "until"]) {
    at(id).addEventListener("change", () => {
      const days = [at("since").value, at("until").value].map(toDay);
      if (days.some(Number.isNaN) || days[0] > days[1]) say("Write days like 2015-10-06, the first before the last.", true);
      else move(at("since").value, at("until").value);
    });
  }
  for (const [id, name] of [["show-held", "held"], ["show-events", "events"], ["show-areas", "areas"]]) {
    at(id).addEventListener("change", () => map?.setShown(name, at(id).checked));
  }
  document.addEventListener("bywhom:theme", () => map?.recolour());
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "[") shift(-1);
    else if (event.key === "]") shift(1);
    else if (event.key === "0") move(...span);
  });
}

async function drawMap() {
  const { DeskMap } = await import("./map.js");
  map = new DeskMap(at("map"), drawn, {
    entity: address.get("place") ?? "",
    onSpot: (id, name) => openEvidence(`/evidence?${asQuery({ ...range(), place: id })}`, name),
    onHolder: (holder) => holder && openClaims(holder.because, holder.against, `${holder.actor}, ${holder.place}: ${holder.status}`),
  });
  window.bywhomMap = map.map;
  await map.ready;
  for (const [id, name] of [["show-held", "held"], ["show-events", "events"], ["show-areas", "areas"]]) {
    if (!at(id).checked) map.setShown(name, false); // a browser that goes back remembers the boxes
  }
  document.body.dataset.ready = "yes";
}

function start() {
  listen();
  if (span[0]) {
    timeline.show(span, drawn.bars, [toDay(state.since), toDay(state.until) + 1]);
    document.body.dataset.shown = `${state.since}/${state.until}`;
    if (drawn.pending) refresh();
  } else say("No claim in this casefile has a date; the tables show them all.");
  afterPaint(() => drawMap().catch((problem) => say(problem.message, true)));
}

start();
