// Dragging where no graphics card draws: the picture that is there moves with the hand, at the page's full rate, and
// the map is drawn anew when the hand rests or has gone a quarter of the map's width.

const REST = 120; // milliseconds without a move

export function drawsInSoftware(map) {
  const gl = map.getCanvas().getContext("webgl2");
  const named = gl?.getExtension("WEBGL_debug_renderer_info");
  const drawer = gl?.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? "";
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(drawer);
}

export function panPicture(map, { onStart }) {
  const canvas = map.getCanvas();
  const ground = map.getCanvasContainer();
  let drawnAt = null; // where the hand was when what is seen was drawn; null while nothing is dragged
  let hand = [0, 0];
  let isDrawing = false;
  let isDown = false;
  let rest = 0;
  map.dragPan.disable();
  ground.classList.add("maplibregl-touch-drag-pan"); // the browser is not to scroll instead

  const place = () => {
    canvas.style.transform = drawnAt ? `translate(${hand[0] - drawnAt[0]}px, ${hand[1] - drawnAt[1]}px)` : "";
  };

  function redraw() {
    clearTimeout(rest);
    if (isDrawing || !drawnAt || (hand[0] === drawnAt[0] && hand[1] === drawnAt[1])) return;
    isDrawing = true;
    const to = hand;
    map.once("render", () => { // the new picture and its place come in the same frame
      isDrawing = false;
      drawnAt = to;
      if (!isDown) {
        redraw();
        if (!isDrawing) drawnAt = null;
      }
      place();
    });
    map.panBy([drawnAt[0] - to[0], drawnAt[1] - to[1]], { animate: false });
  }

  function move(event) {
    if (!event.isPrimary) return;
    hand = [event.clientX, event.clientY];
    place();
    clearTimeout(rest);
    if (Math.hypot(hand[0] - drawnAt[0], hand[1] - drawnAt[1]) > canvas.clientWidth / 4) redraw();
    else rest = setTimeout(redraw, REST);
  }

  function end(event) {
    if (!event.isPrimary) return;
    for (const [name, listener] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) window.removeEventListener(name, listener);
    isDown = false;
    redraw();
    if (!isDrawing) drawnAt = null;
    place();
  }

  ground.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0 || event.shiftKey || event.ctrlKey || isDrawing) return;
    hand = [event.clientX, event.clientY];
    drawnAt = hand;
    isDown = true;
    onStart();
    for (const [name, listener] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) window.addEventListener(name, listener);
  });
}
