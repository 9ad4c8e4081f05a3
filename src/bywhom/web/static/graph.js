// The graph: actors by shape, relations by line, arrow and colour; readable up to a thousand actors.
import cytoscape from "/static/vendor/cytoscape/cytoscape.esm.min.mjs";
import { arranged } from "./layout.js";

const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const LINES = {
  command: { colour: () => paint("--ink"), width: 3, arrow: "triangle" },
  membership: { colour: () => paint("--faint"), width: 1.4, arrow: "triangle-backcurve" },
  affiliation: { colour: () => "#8e5bb0", width: 1.8, arrow: "triangle", style: "dashed" },
  support: { colour: () => "#2c8a57", width: 2.2, arrow: "vee" },
  alliance: { colour: () => "#3577bf", width: 2.6, arrow: "none" },
  hostility: { colour: () => "#c8453a", width: 1.8, arrow: "tee", style: "dashed" },
};
const SHAPES = { PERSON: "ellipse", ORGANISATION: "round-rectangle", NATIONALITY: "diamond" };
const RINGS = 60; // actors around one in focus that still stand in rings by their hops
const MAJOR = 25; // the most tied: their names may lie over a shape, not over a name
const LETTERS = 0.56; // how wide a letter is, as part of its height

function style() {
  const ink = paint("--ink");
  const rules = [
    { selector: "node", style: { shape: (n) => SHAPES[n.data("type")] ?? "ellipse", width: "data(size)", height: "data(size)", "background-color": paint("--panel"), "border-width": 1.6, "border-color": paint("--line-strong"), label: "data(short)", "font-size": "data(font)", "font-family": "system-ui, sans-serif", color: ink, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": (n) => n.data("font") * 8.5, "line-height": 1.05, "text-outline-color": paint("--paper"), "text-outline-width": 2, "min-zoomed-font-size": 7 } },
    { selector: "node[type = 'PERSON']", style: { "background-color": paint("--sunk") } },
    { selector: "node.unnamed", style: { label: "" } },
    { selector: "node.named", style: { label: "data(name)", "z-index": 9 } },
    { selector: "node.focus", style: { "border-width": 4, "border-color": paint("--accent") } },
    { selector: "edge", style: { "curve-style": "bezier", "control-point-step-size": 28, "font-size": 10, color: paint("--soft"), "text-outline-color": paint("--paper"), "text-outline-width": 2, "text-rotation": "autorotate", label: "data(label)", "min-zoomed-font-size": 11, "arrow-scale": 0.9, "target-arrow-fill": "filled" } },
    { selector: "edge[!dated]", style: { "line-opacity": 0.5 } },
  ];
  for (const [name, line] of Object.entries(LINES)) {
    rules.push({ selector: `edge[relation = '${name}']`, style: { "line-color": line.colour(), "target-arrow-color": line.colour(), width: line.width, "target-arrow-shape": line.arrow, "line-style": line.style ?? "solid" } });
  }
  rules.push(
    { selector: "edge[?hedged]", style: { "line-style": "dotted" } },
    { selector: "edge[?mutual]", style: { "target-arrow-shape": "none" } },
    { selector: ".dim", style: { opacity: 0.16 } },
    { selector: "edge.path", style: { width: 5, "line-color": "#2c8a57", "target-arrow-color": "#2c8a57", opacity: 1 } },
    { selector: "node.path", style: { "border-width": 4, "border-color": "#2c8a57", opacity: 1 } },
  );
  return rules;
}

const short = (name) => (name.length > 30 ? `${name.slice(0, 28).trimEnd()}…` : name);

// Where the name of an actor would stand: under its shape, in lines of the width that the style gives them.
function labelBox(node, size, shape) {
  const wide = size * 8.5;
  const long = node.data("short").length * size * LETTERS;
  const half = Math.min(wide, long) / 2;
  const middle = (shape.x1 + shape.x2) / 2;
  return { x1: middle - half, x2: middle + half, y1: shape.y2 + 3, y2: shape.y2 + 3 + Math.ceil(long / wide) * size * 1.05 };
}

const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

export class Graph {
  constructor(place, { onActor, onEdge }) {
    this.cy = cytoscape({ container: place, style: style(), minZoom: 0.08, maxZoom: 4, hideEdgesOnViewport: false, textureOnViewport: false, pixelRatio: "auto" });
    this.cy.on("tap", "node", (event) => onActor(event.target.id()));
    this.cy.on("tap", "edge", (event) => onEdge(event.target.data()));
    this.cy.on("tap", (event) => event.target === this.cy && this.light([]));
    this.cy.on("mouseover", "node", (event) => event.target.addClass("named"));
    this.cy.on("mouseout", "node", (event) => event.target.removeClass("named"));
    let waiting = 0;
    this.cy.on("zoom", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.letter(), 120);
    });
    window.bywhomGraph = this.cy;
  }

  show(found, focus) {
    const kept = new Map(this.cy.nodes().map((n) => [n.id(), n.position()]));
    const nodes = found.nodes.map((n) => ({ group: "nodes", data: { ...n, size: 14 + 6 * Math.log2(1 + n.degree), font: 11, short: short(n.name) }, classes: n.id === focus ? "focus" : "", position: kept.get(n.id) }));
    const edges = found.edges.map((e, i) => ({ group: "edges", data: { ...e, id: `edge-${i}`, source: e.a, target: e.b, label: e.kinds.length && e.relation === "support" ? e.kinds.join(", ") : e.relation } }));
    this.cy.batch(() => {
      this.cy.elements().remove();
      this.cy.add([...nodes, ...edges]);
    });
    const same = nodes.length && nodes.filter((n) => kept.has(n.data.id)).length / nodes.length > 0.8;
    if (focus && nodes.length <= RINGS) {
      this.cy.layout({ name: "concentric", concentric: (n) => 10 - n.data("hops"), levelWidth: () => 1, minNodeSpacing: 46, animate: false }).run();
    } else if (!same) {
      const at = arranged(found.nodes, found.edges, this.cy.width() / Math.max(200, this.cy.height()));
      this.cy.nodes().positions((n) => at.get(n.id()));
    } else {
      const fresh = nodes.filter((n) => !kept.has(n.data.id));
      fresh.forEach((n, i) => this.cy.getElementById(n.data.id).position(this.beside(n.data.id, i)));
    }
    this.cy.fit(undefined, 40);
    if (this.cy.zoom() > 1.6) this.cy.zoom({ level: 1.6, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
    this.cy.center();
    this.letter();
  }

  // Somebody new on a day that is otherwise drawn already stands beside those whom the ties lead to.
  beside(id, i) {
    const near = this.cy.getElementById(id).neighborhood("node");
    const box = near.nonempty() ? near.boundingBox() : this.cy.nodes().boundingBox();
    const turn = i * 2.4;
    return { x: (box.x1 + box.x2) / 2 + 50 * Math.cos(turn), y: (box.y1 + box.y2) / 2 + 50 * Math.sin(turn) };
  }

  // Names of a size that can be read; where two would lie over each other, the more tied one's is written, and the other
  // shows when there is room on zooming in, or under the mouse.
  letter() {
    const zoom = this.cy.zoom();
    const size = Math.min(46, Math.max(8, 11 / zoom));
    const all = this.cy.nodes().sort((m, n) => n.data("degree") - m.data("degree"));
    const shapes = all.map((n) => n.boundingBox({ includeLabels: false, includeOverlays: false }));
    const names = [];
    this.cy.batch(() => all.forEach((n, i) => {
      const box = labelBox(n, size, shapes[i]);
      const overShape = i >= MAJOR && shapes.some((other, k) => k !== i && meet(box, other));
      const isNamed = !overShape && !names.some((other) => meet(box, other));
      n.data("font", size).toggleClass("unnamed", !isNamed);
      if (isNamed) names.push(box);
    }));
  }

  // Dim all but the actors named (and, with `id`, what is tied to it); [] takes the dimming off.
  light(names, id = "") {
    this.cy.batch(() => {
      this.cy.elements().removeClass("dim path");
      if (!names.length) return;
      let kept = this.cy.nodes().filter((n) => names.includes(n.data("name")));
      kept = id ? this.cy.getElementById(id).closedNeighborhood() : kept.union(kept.edgesWith(kept));
      this.cy.elements().difference(kept).addClass("dim");
    });
  }

  // Draw a path of support over the graph; actors that are not in it are added.
  trace(hops) {
    const ids = new Set(hops.flatMap((h) => [h.supporter_id, h.recipient_id]));
    this.cy.batch(() => {
      this.cy.elements().removeClass("dim path");
      hops.forEach((h, i) => {
        for (const [id, name] of [[h.supporter_id, h.supporter], [h.recipient_id, h.recipient]]) {
          if (this.cy.getElementById(id).empty()) this.cy.add({ group: "nodes", data: { id, name, type: "ORGANISATION", degree: 1, size: 20, hops: 0, font: 12, short: short(name) }, position: { x: 120 * i, y: -220 } });
        }
        const there = this.cy.edges().filter((e) => e.data("source") === h.supporter_id && e.data("target") === h.recipient_id);
        const edge = there.nonempty() ? there : this.cy.add({ group: "edges", data: { source: h.supporter_id, target: h.recipient_id, a: h.supporter_id, b: h.recipient_id, relation: "support", label: h.kind || "support", dated: true } });
        edge.addClass("path");
      });
      this.cy.nodes().filter((n) => ids.has(n.id())).addClass("path");
      this.cy.elements().not(".path").addClass("dim");
    });
    this.cy.fit(this.cy.elements(".path"), 90);
    if (this.cy.zoom() > 1.4) {
      this.cy.zoom(1.4);
      this.cy.center(this.cy.elements(".path"));
    }
  }

  recolour() {
    this.cy.style(style());
  }
}
