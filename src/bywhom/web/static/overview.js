// The overview: one range of days, and everything on the page follows it. The state stands in the address.
import { element, get, say } from "./api.js";
import { openClaims, openEvidence } from "./drawer.js";
import { DeskMap } from "./map.js";
import { GROUPS, STATUS_NAMES, actorColour, groupIcon, statusIcon, statusSays, svg } from "./shapes.js";
import { Timeline, toDay, toText } from "./timeline.js";

const at = (id) => document.getElementById(id);
const address = new URLSearchParams(location.search);
const state = { since: "", until: "", groups: address.get("groups") ?? "" };
const TYPE_GROUP = JSON.parse(document.getElementById("overview").dataset.groups ?? "{}");
let span = ["", ""];
let isWaiting = false;
let isAgain = false;
let holdingsFor = "";

// The whole time is no range: what is told without a date belongs to it too.
const isAll = () => state.since === span[0] && state.until === span[1];
const range = () => (isAll() ? { since: "", until: "" } : { since: state.since, until: state.until });
const asQuery = (fields) => new URLSearchParams(Object.entries(fields).filter(([, v]) => v)).toString();
const evidenceOf = (fields) => `/evidence?${asQuery({ ...range(), ...fields })}`;

const map = new DeskMap(at("map"), {
  onSpot: (id, name) => openEvidence(evidenceOf({ place: id }), name),
  onHolder: (holder, place) => holder && openClaims(holder.because, holder.against, `${holder.actor}, ${place}: ${holder.status}`),
});

const timeline = new Timeline(at("timeline"), {
  onRange: (since, until, isFinal) => change(since, until, isFinal),
  onGroups: (names) => {
    state.groups = names.length === Object.keys(GROUPS).length ? "" : names.join(",") || "none";
    keep();
    refresh();
  },
});

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

// One question under way at a time; the newest range is asked for as soon as the answer before it is drawn.
async function refresh() {
  if (isWaiting) {
    isAgain = true;
    return;
  }
  isWaiting = true;
  try {
    const asked = { ...range(), groups: state.groups };
    const days = `${state.since}/${state.until}`;
    showHoldings(state.until).catch((problem) => say(problem.message, true));
    const [told, spots] = await Promise.all([get("/api/overview", asked), get("/api/map", asked), showRecent(asked)]);
    showTotals(told.totals);
    showTypes(told.types);
    showUnmapped(spots.features);
    await map.showSpots(spots);
    document.body.dataset.shown = days;
  } catch (problem) {
    say(problem.message, true);
  }
  isWaiting = false;
  if (isAgain) {
    isAgain = false;
    refresh();
  }
}

function showTotals(totals) {
  const part = (number, one, many, href) => element("a", { href }, element("strong", {}, number.toLocaleString("en")), ` ${number === 1 ? one : many}  `);
  const query = asQuery(range());
  const undated = isAll() ? "of them undated" : "undated left aside";
  at("totals").replaceChildren(...[
    part(totals.claims, "claim", "claims", `/claims?${query}`),
    part(totals.reports, "report", "reports", "/reports"),
    part(totals.denied, "denied", "denied", `/claims?${query}&polarity=denied`),
    totals.undated ? part(totals.undated, undated, undated, isAll() ? "/claims" : `/claims?${query}&undated=true`) : null,
    element("span", {}, element("strong", {}, totals.hedged.toLocaleString("en")), " hedged, planned or habitual"),
    element("a", { href: "/disputes" }, "disputes"),
  ].filter(Boolean));
  at("all-claims").href = `/claims?${query}`;
  at("export").href = `/export?${query}`;
}

// What is told of a whole country has no spot: it is counted in words.
function showUnmapped(spots) {
  const countries = spots.filter((s) => s.properties.precision === "country");
  at("unmapped").replaceChildren(...countries.slice(0, 6).flatMap((s) => [element("a", { href: evidenceOf({ place: s.properties.id }), "data-title": s.properties.name }, `${s.properties.name} ${s.properties.claims}`), " "]));
  at("unmapped").hidden = !countries.length;
}

function showTypes(types) {
  const most = Math.max(1, ...Object.values(types));
  const rows = Object.entries(types).map(([type, count]) => {
    const bar = svg("svg", { class: "bar-of", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", { x: 0, y: 0, width: (count / most) * 100, height: 8 }));
    const link = element("a", { href: evidenceOf({ type }), "data-title": type.replaceAll("_", " ") }, groupIcon(TYPE_GROUP[type] ?? "words"), element("span", { class: "type-name" }, type.replaceAll("_", " ")), bar, element("span", { class: "count" }, count.toLocaleString("en")));
    return element("li", { "data-row": true }, link);
  });
  at("types").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "Nothing is told of that range.")]));
}

async function showRecent(asked) {
  const found = await get("/api/claims", { since: asked.since, until: asked.until, order: "when" });
  at("recent").replaceChildren(...found.rows.slice(0, 15).map((claim) => {
    const marks = [claim.polarity, claim.modality].filter((m) => !["affirmed", "actual"].includes(m)).join(", ");
    return element("li", { "data-row": true }, element("a", { href: `/evidence?id=${claim.id}`, dir: "auto" }, claim.sentence_text), element("div", { class: "faint small" }, `${claim.when?.edtf || "undated"} · ${claim.type.replaceAll("_", " ")}${marks ? ` (${marks})` : ""} · ${claim.speaker}`));
  }));
}

async function showHoldings(on) {
  if (!on) return;
  holdingsFor = on;
  at("held-on").textContent = `on ${on}`;
  for (;;) {
    const answer = await get("/api/holdings", { on });
    if (holdingsFor !== on) return;
    const told = answer.places.filter((p) => p.holders.length);
    await map.showHeld(told);
    const rank = (p) => Math.min(...p.holders.map((h) => STATUS_NAMES.indexOf(h.status))) - (p.holders.some((h) => h.contested) ? 5 : 0);
    told.sort((a, b) => rank(a) - rank(b));
    const rows = told.slice(0, 40).map(heldRow);
    if (told.length > 40 || answer.others) rows.push(element("li", { class: "more faint" }, `${told.length > 40 ? `${told.length - 40} more places have holders; ` : ""}${answer.others ? `${answer.others} places of which less is told are not asked; ` : ""}each stands on its own page under `, element("a", { href: "/places" }, "Places"), "."));
    if (answer.left_out.length) rows.push(element("li", { class: "more faint" }, "So much is told of who holds these that they are asked on their own pages: ", answer.left_out.flatMap((p) => [element("a", { href: `/entity/${p.entity}?on=${on}`, dir: "auto" }, p.place), " "])));
    if (answer.pending) rows.push(element("li", { class: "faint" }, `${answer.pending} more places are being read …`));
    at("held").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "Nobody is told to hold anything that day.")]));
    if (!answer.pending) return;
    await new Promise((done) => setTimeout(done, 150));
  }
}

const FIRM = ["attested", "bracketed", "lost"];

// Who stands firm is shown; those who may hold the place stand folded under them.
function heldRow(place) {
  const firm = place.holders.filter((h) => FIRM.includes(h.status));
  const weak = place.holders.filter((h) => !FIRM.includes(h.status));
  const shown = firm.length ? firm : weak.slice(0, 2);
  const rest = place.holders.filter((h) => !shown.includes(h));
  const folded = rest.length ? element("details", {}, element("summary", {}, `and ${rest.length} possible`), rest.map((h) => holderRow(h, place))) : null;
  return element("li", { "data-row": true }, element("a", { class: "place", href: `/entity/${place.entity}`, dir: "auto" }, place.place), element("div", {}, shown.map((h) => holderRow(h, place)), folded));
}

function holderRow(h, place) {
  const query = new URLSearchParams({ id: h.because.join(","), against: h.against.join(",") });
  const title = `${h.actor}, ${place.place}: ${h.status}`;
  return element("div", { class: "holder" }, statusIcon(h.status, actorColour(h.entity || h.actor)), element("div", {}, element("a", { href: `/evidence?${query}`, "data-title": title, title: h.why, dir: "auto" }, h.actor), " ", element("span", { class: h.contested ? "contested" : "faint" }, h.contested ? `${h.status}, contested` : h.status)));
}

function shift(by) {
  const [from, to] = [toDay(state.since), toDay(state.until)];
  const length = to - from + 1;
  move(toText(from + by * length), toText(to + by * length));
}

function move(since, until) {
  if (!span[0]) return; // nothing is dated, or not known yet what is
  timeline.move(since, until);
  change(since, until);
}

function listen() {
  at("earlier").addEventListener("click", () => shift(-1));
  at("later").addEventListener("click", () => shift(1));
  at("all").addEventListener("click", () => move(...span));
  at("fit").addEventListener("click", () => map.fit());
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
    at(id).addEventListener("change", () => map.setShown(name, at(id).checked));
  }
  document.addEventListener("bywhom:theme", () => map.recolour());
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "[") shift(-1);
    else if (event.key === "]") shift(1);
    else if (event.key === "0") move(...span);
  });
}

async function start() {
  at("status-legend").replaceChildren(...STATUS_NAMES.map((s) => element("span", { title: statusSays(s) }, statusIcon(s), s)));
  listen();
  const [told, bars] = await Promise.all([get("/api/overview"), get("/api/bars")]);
  span = told.span;
  if (!span[0]) {
    say("No claim in this casefile has a date; the tables show them all.");
    await map.showSpots(await get("/api/map"));
    showTotals(told.totals);
    showTypes(told.types);
    return;
  }
  state.since = address.get("since") || span[0];
  state.until = address.get("until") || span[1];
  timeline.show(span, bars.bars, [toDay(state.since), toDay(state.until) + 1]);
  change(state.since, state.until, false);
  const seen = setInterval(() => {
    if (!map.spots) return;
    clearInterval(seen);
    map.fit(address.get("place") ?? "");
    document.body.dataset.ready = "yes";
  }, 50);
}

start().catch((problem) => say(problem.message, true));
