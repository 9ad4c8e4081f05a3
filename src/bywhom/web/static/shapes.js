// What is told apart by shape and pattern as well as by colour: groups of claims, and standings over a place.

export const GROUPS = {
  force: { label: "force", colour: "#b3261e", path: "M8 1.5 14.5 14h-13z", says: "clashes, attacks, strikes, sieges" },
  harm: { label: "harm", colour: "#7b3fa0", path: "M2.5 2.5h11v11h-11z", says: "killings, captives, abuse, looting" },
  ground: { label: "ground", colour: "#1f6f43", path: "M8 1 15 8 8 15 1 8z", says: "who takes, holds, leaves a place" },
  power: { label: "power", colour: "#1d5fa8", path: "M8 1l6.6 4.9-2.5 7.8H3.9L1.4 5.9z", says: "who leads, joins, arms whom" },
  people: { label: "people", colour: "#a35a00", path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", says: "flight, movement, aid, protest" },
  words: { label: "words", colour: "#5c6670", path: "M2 3h12v8H8l-4 3v-3H2z", says: "statements, deals, meetings" },
};

const STATUS = {
  attested: { says: "a claim covers the day", fill: true },
  bracketed: { says: "taken before, no loss since", stripe: true },
  possible: { says: "hedged claims only", dash: true },
  lost: { says: "held before, lost by the day", cross: true },
};
export const STATUS_NAMES = Object.keys(STATUS);
export const statusSays = (name) => STATUS[name]?.says ?? "";

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, fields = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(fields)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((c) => c !== null && c !== undefined));
  return made;
}

export function groupIcon(name, size = 13) {
  const group = GROUPS[name];
  return svg("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" }, svg("path", { d: group.path, fill: group.colour }));
}

export function statusIcon(name, colour = "currentColor", size = 14) {
  const made = svg("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" });
  const kind = STATUS[name] ?? {};
  if (kind.cross) made.append(svg("path", { d: "M3 3l10 10M13 3 3 13", stroke: colour, "stroke-width": 2.2, fill: "none" }));
  else {
    made.append(svg("rect", { x: 2, y: 2, width: 12, height: 12, fill: kind.fill ? colour : "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": kind.dash ? "3 2" : null }));
    if (kind.stripe) made.append(svg("path", { d: "M2 14 14 2M2 8 8 2M8 14l6-6", stroke: colour, "stroke-width": 1.6 }));
  }
  return made;
}

// The same shapes as pixels, for the map. `ratio` is the pixel ratio of the image.
export function groupPixels(name, ratio = 2) {
  return pixels(22, ratio, (pen) => {
    pen.translate(3, 3);
    const path = new Path2D(GROUPS[name].path);
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = "#ffffff";
    pen.stroke(path);
    pen.fillStyle = GROUPS[name].colour;
    pen.fill(path);
  });
}

export function statusPixels(name, colour, ratio = 2) {
  const kind = STATUS[name] ?? {};
  return pixels(20, ratio, (pen) => {
    pen.fillStyle = "#ffffff";
    pen.fillRect(1, 1, 18, 18);
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.lineWidth = 2.4;
    if (kind.cross) {
      line(pen, 4, 4, 16, 16);
      line(pen, 16, 4, 4, 16);
      return;
    }
    if (kind.fill) pen.fillRect(3, 3, 14, 14);
    if (kind.dash) pen.setLineDash([3.5, 2.5]);
    pen.strokeRect(3, 3, 14, 14);
    if (kind.stripe) {
      pen.lineWidth = 1.8;
      line(pen, 3, 17, 17, 3);
      line(pen, 3, 10, 10, 3);
      line(pen, 10, 17, 17, 10);
    }
  });
}

// Diagonal lines that tile: the filling of imprecise places.
export function hatchPixels(colour, ratio = 2) {
  return pixels(10, ratio, (pen) => {
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    line(pen, -2, 12, 12, -2);
    line(pen, -7, 7, 7, -7);
    line(pen, 3, 17, 17, 3);
  });
}

function line(pen, x, y, toX, toY) {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(toX, toY);
  pen.stroke();
}

function pixels(size, ratio, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  draw(pen);
  return pen.getImageData(0, 0, size * ratio, size * ratio);
}

// Colours of actors: the most told first; names stand beside them, so that none is told by its colour alone.
const HUES = ["#1d5fa8", "#b3261e", "#1f6f43", "#7b3fa0", "#a35a00", "#0f7c80", "#8a3b5c", "#56611c"];
const given = new Map();
export function actorColour(id) {
  if (!given.has(id)) given.set(id, given.size < HUES.length ? HUES[given.size] : "#5c6670");
  return given.get(id);
}
