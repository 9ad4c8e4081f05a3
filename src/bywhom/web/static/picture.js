// Save what is on the screen as a picture with its citation: an SVG or a canvas, as PNG or SVG.

const stamp = (text) => `${text} · ${location.pathname}${location.search} · Bywhom, ${new Date().toISOString().slice(0, 10)}`;

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function withCaption(source, width, height, caption) {
  const canvas = document.createElement("canvas");
  const line = 26;
  canvas.width = width;
  canvas.height = height + line;
  const paint = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  paint.fillStyle = style.getPropertyValue("--paper") || "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(source, 0, 0, width, height);
  paint.fillStyle = style.getPropertyValue("--ink") || "#000";
  paint.font = "13px system-ui, sans-serif";
  paint.fillText(stamp(caption), 10, height + 18, width - 20);
  return canvas;
}

// A canvas (a map that was made with preserveDrawingBuffer, or the network's own picture) as a PNG file.
export function saveCanvas(canvas, name, caption) {
  const made = withCaption(canvas, canvas.width, canvas.height, caption);
  return new Promise((resolve) => made.toBlob((blob) => { save(blob, `${name}.png`); resolve(blob.size); }, "image/png"));
}

// A data address or object address of an image (cytoscape's png()) as a PNG file with its caption.
export async function saveImage(address, name, caption) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const made = withCaption(image, image.naturalWidth, image.naturalHeight, caption);
  return new Promise((resolve) => made.toBlob((blob) => { save(blob, `${name}.png`); resolve(blob.size); }, "image/png"));
}

const SHOWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font", "font-family", "font-size", "font-weight", "text-anchor", "opacity", "fill-opacity", "dominant-baseline"];

// An SVG of the page as a file of its own: the styles that it shows are written into it.
export function saveSvg(svg, name, caption) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, i) => {
    const style = getComputedStyle(from[i]);
    for (const property of SHOWN) {
      const value = style.getPropertyValue(property);
      if (value) node.setAttribute(property === "font" ? "data-font" : property, value);
    }
  });
  const box = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  const said = document.createElementNS("http://www.w3.org/2000/svg", "desc");
  said.textContent = stamp(caption);
  copy.prepend(said);
  save(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), `${name}.svg`);
}
