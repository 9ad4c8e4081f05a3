// The buttons that save the map, the timeline or the network as a picture: data-picture names the place by its id.
import { say } from "./api.js";
import { saveCanvas, saveSvg } from "./picture.js";

// Everything that is drawn in layers in `place`, laid over each other.
function flat(place) {
  const layers = [...place.querySelectorAll("canvas")].filter((c) => c.width && c.height);
  if (!layers.length) return null;
  const out = document.createElement("canvas");
  out.width = Math.max(...layers.map((c) => c.width));
  out.height = Math.max(...layers.map((c) => c.height));
  const paint = out.getContext("2d");
  paint.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper") || "#fff";
  paint.fillRect(0, 0, out.width, out.height);
  // The network's library stacks its layers by z-index, not by order.
  const depth = (c) => Number(getComputedStyle(c).zIndex) || 0;
  for (const layer of layers.sort((a, b) => depth(a) - depth(b))) paint.drawImage(layer, 0, 0);
  return out;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-picture]");
  if (!button) return;
  const name = button.dataset.picture;
  const place = document.getElementById(name);
  const caption = document.title;
  const svg = place?.querySelector("svg");
  const drawn = place ? flat(place) : null;
  if (drawn) await saveCanvas(drawn, name, caption);
  else if (svg) saveSvg(svg, name, caption);
  else say("There is nothing drawn to save yet.", true);
});
