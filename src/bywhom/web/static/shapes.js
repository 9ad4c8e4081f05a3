// What is told apart by shape and pattern as well as by colour: groups of claims, and standings over a place.

// The groups stand in the page as symbols (_groups.html), in their order.
export const GROUPS = Object.fromEntries([...document.querySelectorAll("#groups symbol")].map((symbol) => {
  const path = symbol.firstElementChild;
  return [symbol.id.replace("group-", ""), { colour: path.getAttribute("fill"), path: path.getAttribute("d"), says: symbol.dataset.says }];
}));

const STATUS = {
  attested: { fill: true },
  bracketed: { stripe: true },
  possible: { dash: true },
  lost: { cross: true },
};

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

export function statusPixels(name, colour, ground, ratio = 2) {
  const kind = STATUS[name] ?? {};
  return pixels(20, ratio, (pen) => {
    pen.fillStyle = ground;
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
