// The network page: a graph of relations on a day, contradictions and paths in words; its state stands in the address.
import { element, get, say } from "./api.js";
import { openClaims, openEvidence } from "./drawer.js";
import { Graph } from "./graph.js";
import { toDay, toText } from "./timeline.js";

const at = (id) => document.getElementById(id);
const tools = at("tools");
const place = at("network");
const FIELDS = ["on", "about", "hops", "limit"];
let shown = { nodes: [], edges: [] };
let chosen = "";

const graph = new Graph(at("graph"), { onActor: (id) => choose(id), onEdge: (edge) => openTie(edge) });

function fields() {
  const out = Object.fromEntries(FIELDS.map((n) => [n, tools.elements[n].value.trim()]));
  const { about } = tools.elements;
  if (about.dataset.id && about.value === about.dataset.name) out.about = about.dataset.id; // shown by name, asked by id
  const boxes = [...at("relations").querySelectorAll("input")];
  out.relations = boxes.every((b) => b.checked) ? "" : boxes.filter((b) => b.checked).map((b) => b.value).join(",") || "none";
  return out;
}

function keep(state) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(state)) {
    if (value && !(name === "hops" && value === "1") && !(name === "limit" && value === "150")) query.set(name, value);
    else query.delete(name);
  }
  history.replaceState(null, "", `${location.pathname}?${query}`);
}

const nameOf = (id) => shown.nodes.find((n) => n.id === id)?.name ?? id;

async function refresh() {
  const state = fields();
  keep(state);
  try {
    const found = await get("/api/network", state);
    shown = found;
    showAbout(found.about);
    graph.show(found, found.about);
    const weak = found.edges_left_out ? `; ${found.edges_left_out.toLocaleString("en")} less told relations are left out` : "";
    const rest = found.left_out ? `; ${found.left_out.toLocaleString("en")} less tied ones are left out` : "";
    at("note").textContent = `${found.nodes.length} actors, ${found.edges.length} relations${state.on ? ` on ${state.on}` : " of all time"}${weak}${rest}`;
    showTied(found);
    const rows = Object.entries({ on: state.on, actor: found.about }).filter(([, value]) => value);
    at("export").href = `/export?${new URLSearchParams(rows)}`;
    if (found.about) choose(found.about);
    else at("chosen").hidden = true;
    document.body.dataset.ready = "yes";
    await showContradictions(state);
  } catch (problem) {
    say(problem.message, true);
  }
}

function showTied(found) {
  const most = [...found.nodes].sort((a, b) => b.degree - a.degree).slice(0, 15);
  at("tied").replaceChildren(...most.map((n) => element("li", { "data-row": true }, element("button", { type: "button", class: "link", dir: "auto", onclick: () => focusOn(n.id) }, n.name), element("span", { class: "faint" }, ` ${n.degree} ties`))));
  at("names").replaceChildren(...found.nodes.map((n) => element("option", { value: n.name })));
}

async function showContradictions(state) {
  const found = await get("/api/loyalties", { on: state.on, about: state.about });
  const rows = found.contradictions.slice(0, 25).map((c) => {
    const link = element("a", { href: `/evidence?id=${c.because.join(",")}`, "data-title": "Contradictory loyalties", dir: "auto", onmouseenter: () => graph.light(c.actors), onfocus: () => graph.light(c.actors), onmouseleave: () => graph.light([]) }, c.sentence);
    return element("li", { "data-row": true }, link, element("div", { class: "faint small" }, `${c.kind.replaceAll("_", " ")}, ${c.because.length} claims`));
  });
  for (const warning of found.warnings) rows.push(element("li", { class: "faint" }, warning));
  at("contradictions").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "None among what is told of that day.")]));
}

async function openTie(edge) {
  const found = await get("/api/tie", { a: edge.a, b: edge.b, relation: edge.relation, on: fields().on });
  openClaims(found.because.slice(0, 800), [], `${nameOf(edge.a)} – ${nameOf(edge.b)}: ${edge.relation}`);
}

function choose(id) {
  chosen = id;
  const node = shown.nodes.find((n) => n.id === id);
  if (!node) return;
  at("chosen").hidden = false;
  at("chosen-name").textContent = node.name;
  at("dossier").href = `/entity/${id}`;
  const ties = shown.edges.filter((e) => e.a === id || e.b === id).sort((a, b) => b.claims - a.claims).slice(0, 80);
  at("chosen-ties").replaceChildren(...ties.map((e) => {
    const other = e.a === id ? e.b : e.a;
    const arrow = e.mutual ? "↔" : e.a === id ? "→" : "←";
    const words = `${e.relation} ${arrow} ${nameOf(other)}${e.kinds.length ? ` (${e.kinds.join(", ").replaceAll("_", " ")})` : ""}`;
    return element("li", { "data-row": true }, element("button", { type: "button", class: "link", dir: "auto", onclick: () => openTie(e) }, words), element("span", { class: "faint" }, ` ${e.claims} ${e.claims === 1 ? "claim" : "claims"}${e.hedged ? ", hedged" : ""}${e.dated ? "" : ", undated"}`));
  }));
  graph.light([node.name], id);
}

function showAbout(id) {
  const { about } = tools.elements;
  about.value = id ? nameOf(id) : "";
  about.dataset.id = id;
  about.dataset.name = about.value;
}

function focusOn(id, hops = "1") {
  showAbout(id);
  tools.elements.hops.value = hops;
  refresh();
}

async function trace(event) {
  event?.preventDefault();
  const form = new FormData(at("trace"));
  const query = { source: form.get("source").trim(), target: form.get("target").trim(), inferred: form.get("inferred") ?? "", on: fields().on };
  if (!query.source && !query.target) {
    say("Name a supporter, a recipient, or both.", true);
    return;
  }
  try {
    const found = await get("/api/trace", query);
    for (const name of ["source", "target"]) at("trace").elements[name].value = nameOf(query[name]); // an id in the address
    const rows = found.paths.slice(0, 30).map(pathRow);
    for (const warning of found.warnings) rows.push(element("li", { class: "faint" }, warning));
    at("paths").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "No path of support is told.")]));
    if (found.paths.length) graph.trace(found.paths[0].hops);
    keep({ ...fields(), source: query.source, target: query.target });
  } catch (problem) {
    say(problem.message, true);
  }
}

function pathRow(path) {
  const hops = path.hops.map((h) => {
    const what = [h.kind, h.goods === h.kind ? "" : h.goods, h.edtf, h.how === "ground" ? "indirect" : h.inferred ? "by membership" : "", h.modality === "actual" ? "" : h.modality].filter(Boolean).join(", ");
    return element("a", { class: "hop", href: `/evidence?id=${h.because.join(",")}`, "data-title": `${h.supporter} → ${h.recipient}`, dir: "auto" }, `${h.supporter} → ${h.recipient}${what ? ` (${what})` : ""}`);
  });
  const draw = element("button", { type: "button", class: "link", onclick: () => graph.trace(path.hops) }, "draw");
  const because = path.hops.flatMap((h) => h.because).join(",");
  const words = path.sentence && path.hops.length > 1 ? element("a", { class: "sentence", href: `/evidence?id=${because}`, "data-title": "Path of support", dir: "auto" }, path.sentence) : null;
  return element("li", { "data-row": true }, words, hops, element("div", { class: "faint small" }, `as strong as its weakest hop: ${path.strength.toFixed(2)} · `, draw));
}

function days() {
  const [first, last] = [place.dataset.first, place.dataset.last].map((d) => (d ? toDay(d) : 0));
  const slide = at("day");
  if (!last) {
    slide.disabled = true;
    return;
  }
  slide.min = first;
  slide.max = last;
  slide.value = tools.elements.on.value ? toDay(tools.elements.on.value) : last;
  let waiting = 0;
  slide.addEventListener("input", () => {
    tools.elements.on.value = toText(Number(slide.value));
    slide.setAttribute("aria-valuetext", tools.elements.on.value);
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 120);
  });
}

function start() {
  const query = new URLSearchParams(location.search);
  for (const name of FIELDS) if (query.get(name)) tools.elements[name].value = query.get(name);
  const wanted = query.get("relations");
  if (wanted) for (const box of at("relations").querySelectorAll("input")) box.checked = wanted.split(",").includes(box.value);
  for (const name of ["source", "target"]) at("trace").elements[name].value = query.get(name) ?? "";
  days();
  tools.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  at("relations").addEventListener("change", refresh);
  at("clear").addEventListener("click", () => focusOn(""));
  at("focus").addEventListener("click", () => focusOn(chosen));
  at("expand").addEventListener("click", () => focusOn(fields().about || chosen, String(Math.min(3, Number(tools.elements.hops.value) + 1))));
  at("trace").addEventListener("submit", trace);
  document.addEventListener("bywhom:theme", () => graph.recolour());
  refresh().then(() => (query.get("source") || query.get("target") ? trace() : null));
}

start();
