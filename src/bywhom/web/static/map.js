// The map: Natural Earth's countries, places told of as clustered shapes, imprecise places as hatched areas, holders.
import * as maplibre from "/static/vendor/maplibre-gl/maplibre-gl.mjs";
import { element } from "./api.js";
import { drawsInSoftware, panPicture } from "./pan.js";
import { withWords, WordPictures, wordsOr } from "./rtl.js";
import { GROUPS, groupPixels, hatchPixels, statusPixels } from "./shapes.js";

maplibre.setWorkerUrl("/static/vendor/maplibre-gl/maplibre-gl-worker.mjs");

const EMPTY = { type: "FeatureCollection", features: [] };
const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const NAMES = Object.keys(GROUPS);

function style() {
  return {
    version: 8,
    sources: { countries: { type: "geojson", data: EMPTY, tolerance: 0.5, buffer: 16 }, labels: { type: "geojson", data: EMPTY } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": paint("--sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": paint("--land"), "fill-antialias": false } },
      { id: "border", type: "line", source: "countries", paint: { "line-color": paint("--border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 7, 1.4] } },
      { id: "country-names", type: "symbol", source: "labels", maxzoom: 6.5, layout: { "text-field": ["get", "name"], "text-size": ["interpolate", ["linear"], ["zoom"], 2, 9, 6, 14], "text-transform": "uppercase", "text-letter-spacing": 0.1, "text-max-width": 7 }, paint: { "text-color": paint("--faint"), "text-halo-color": paint("--land"), "text-halo-width": 1.2 } },
    ],
  };
}

// A ring of 40 points around a place: the ground within which the thing meant lies.
function around([lon, lat], km) {
  const ring = [];
  const high = km / 110.57;
  const wide = km / (111.32 * Math.max(0.1, Math.cos((lat * Math.PI) / 180)));
  for (let i = 0; i <= 40; i += 1) ring.push([lon + wide * Math.cos((i / 20) * Math.PI), lat + high * Math.sin((i / 20) * Math.PI)]);
  return ring;
}

const collection = (features) => ({ type: "FeatureCollection", features });
const FIELDS = ["id", "name", "lon", "lat", "precision", "radius", "claims", "reports", "denied", ...NAMES];

const colours = () => `${paint("--ink")} ${paint("--land")}`; // a label drawn as a picture is drawn anew with others

// A row of the page's data as a feature.
function spotOf(row) {
  const properties = Object.fromEntries(FIELDS.map((name, i) => [name, row[i]]));
  properties.label = `${properties.name} ${properties.claims}`;
  withWords(properties, colours());
  return { type: "Feature", geometry: { type: "Point", coordinates: [properties.lon, properties.lat] }, properties };
}

const isArea = (spot) => !["exact", "near"].includes(spot.properties.precision);

export class DeskMap {
  // `drawn` is what to show first, `entity` a place to show alone.
  // `onSpot(id, name)` when a place is chosen, `onHolder(holder)` when a holder is.
  constructor(place, drawn, { entity, onSpot, onHolder }) {
    this.onSpot = onSpot;
    this.onHolder = onHolder;
    this.held = new Map();
    this.heldWords = new Set();
    this.spots = drawn.spots.map(spotOf);
    const seen = this.frame(entity);
    this.map = new maplibre.Map({
      container: place, style: style(), ...(seen ? { bounds: seen.box, fitBoundsOptions: seen.options } : { center: [20, 25], zoom: 2.2 }), minZoom: 1, maxZoom: 13, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, fadeDuration: 0, canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "bottom-left");
    this.map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-left");
    this.world = fetch("/static/vendor/world-atlas/countries-50m.json").then((answer) => answer.json());
    this.ready = new Promise((done) => this.map.once("style.load", done)).then(() => this.prepare());
    this.show(drawn);
    this.popup = new maplibre.Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem" });
  }

  async prepare() {
    for (const name of NAMES) this.map.addImage(`group-${name}`, groupPixels(name), { pixelRatio: 2 });
    this.map.addImage("hatch", hatchPixels(paint("--line-strong")), { pixelRatio: 2 });
    const world = await this.world;
    const countries = window.topojson.feature(world, world.objects.countries);
    for (const { geometry } of countries.features) for (const rings of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) rings.forEach(unwrap);
    this.map.getSource("countries").setData(countries);
    this.map.getSource("labels").setData({ type: "FeatureCollection", features: countries.features.map(labelOf).filter(Boolean) });
    const isShown = (id) => this.spots.some((s) => s.properties.picture === id) || this.heldWords.has(id);
    new WordPictures(this.map, { colours: () => ({ ink: paint("--ink"), halo: paint("--land") }), size: 12, isShown });
    this.addLayers();
    this.listen();
    if (drawsInSoftware(this.map)) panPicture(this.map, { onStart: () => this.popup.remove() });
    this.map.on("idle", () => { document.body.dataset.map = this.spots ? "drawn" : ""; });
  }

  addLayers() {
    const sums = Object.fromEntries(["claims", ...NAMES].map((n) => [n, ["+", ["get", n]]]));
    this.map.addSource("areas", { type: "geojson", data: EMPTY });
    this.map.addSource("spots", { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 34, clusterMaxZoom: 9, clusterProperties: sums });
    this.map.addSource("held", { type: "geojson", data: EMPTY });
    const main = ["case", ...NAMES.slice(0, -1).flatMap((n) => [["all", ...NAMES.filter((m) => m !== n).map((m) => [">=", ["get", n], ["get", m]])], `group-${n}`]), `group-${NAMES.at(-1)}`];
    const text = { "text-color": paint("--ink"), "text-halo-color": paint("--land"), "text-halo-width": 1.6 };
    this.map.addLayer({ id: "areas-fill", type: "fill", source: "areas", paint: { "fill-pattern": "hatch", "fill-opacity": 0.55, "fill-antialias": false } });
    this.map.addLayer({ id: "areas-line", type: "line", source: "areas", paint: { "line-color": paint("--line-strong"), "line-width": 1.2, "line-dasharray": [3, 2] } });
    this.map.addLayer({
      id: "spots", type: "symbol", source: "spots",
      layout: {
        "icon-image": main, "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["ln", ["+", 1, ["get", "claims"]]], 0.7, 0.65, 4, 1.25, 9, 2.1],
        "text-field": ["case", ["has", "point_count"], ["to-string", ["get", "claims"]], ...wordsOr(["get", "label"])],
        "text-size": 11, "text-offset": [0, 1.15], "text-anchor": "top", "text-optional": true, "text-max-width": 8,
      },
      paint: text,
    });
    this.map.addLayer({
      id: "held", type: "symbol", source: "held",
      layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-anchor": "right", "icon-offset": ["literal", [-12, 0]], "text-field": ["case", ...wordsOr(["get", "label"])], "text-size": 11.5, "text-anchor": "right", "text-offset": [-3, 0], "text-optional": true, "text-max-width": 9, "text-justify": "right" },
      paint: { ...text, "text-color": paint("--ink") },
    });
  }

  listen() {
    const { map } = this;
    const layers = ["held", "spots", "areas-fill"];
    let last = null;
    const look = () => {
      const event = last;
      last = null;
      const [found] = event && !map.isMoving() ? map.queryRenderedFeatures(event.point, { layers }) : [];
      map.getCanvas().style.cursor = found ? "pointer" : "";
      if (found) this.tell(found, event.lngLat);
      else this.popup.remove();
    };
    map.on("mousemove", (event) => { // at most one look a frame, and none while the map is dragged
      if (event.originalEvent.buttons) return;
      if (!last) requestAnimationFrame(look);
      last = event;
    });
    map.on("mouseout", () => this.popup.remove());
    map.on("click", (event) => this.pick(map.queryRenderedFeatures(event.point, { layers })));
  }

  async pick([found]) {
    if (!found) return;
    const p = this.properties(found);
    if (found.layer.id === "held") this.onHolder(this.held.get(p.key));
    else if (p.cluster_id !== undefined) {
      const zoom = await this.map.getSource("spots").getClusterExpansionZoom(p.cluster_id);
      this.map.easeTo({ center: found.geometry.coordinates, zoom: Math.min(12, zoom + 0.3) });
    } else this.onSpot(p.id, p.name);
  }

  // What is told of a place that was found on the map, on the days that are shown now.
  properties(found) {
    return found.source === "areas" ? this.spots.find((s) => s.properties.id === found.properties.id)?.properties ?? found.properties : found.properties;
  }

  tell(found, place) {
    const p = this.properties(found);
    const lines = found.layer.id === "held"
      ? [element("strong", { dir: "auto" }, p.place), element("div", { dir: "auto" }, `${p.actor}: ${p.status}${p.contested === "yes" ? ", contested" : ""}`)]
      : [element("strong", { dir: "auto" }, p.name ?? `${p.point_count} places`), element("div", {}, NAMES.filter((n) => p[n]).map((n) => `${n} ${p[n]}`).join(" · ")), p.name ? element("div", {}, `${p.claims} claims of ${p.reports} reports${p.denied ? `, ${p.denied} denied` : ""}; ${p.precision}`) : null];
    this.popup.setLngLat(place).setDOMContent(element("div", {}, lines)).addTo(this.map);
  }

  // `drawn`: what the page's data block says of a day: spots (rows of a place each) and places held.
  async show(drawn) {
    this.drawn = drawn;
    await this.ready;
    if (this.drawn !== drawn) return; // a newer day is there already
    delete document.body.dataset.map;
    this.spots = drawn.spots.map(spotOf);
    this.map.getSource("spots").setData(collection(this.spots.filter((s) => !isArea(s))));
    this.showAreas(this.spots.filter((s) => isArea(s) && s.properties.precision !== "country"));
    this.held = new Map(drawn.held.map((p) => [p.id, p]));
    const holders = drawn.held.map((p) => this.heldOf(p));
    this.heldWords = new Set(holders.map((h) => h.properties.picture));
    this.map.getSource("held").setData(collection(holders));
  }

  // The ground meant does not change with the day: it is drawn anew only when other places are told of.
  showAreas(areas) {
    const ids = areas.map((s) => s.properties.id).sort().join();
    if (ids === this.areaIds) return;
    this.areaIds = ids;
    this.map.getSource("areas").setData(collection(areas.map((s) => ({ type: "Feature", properties: { id: s.properties.id }, geometry: { type: "Polygon", coordinates: [around(s.geometry.coordinates, s.properties.radius)] } }))));
  }

  heldOf(place) {
    const colour = paint(`--hue-${place.hue < 8 ? place.hue : "rest"}`);
    const icon = `held-${place.status}-${colour}`;
    if (!this.map.hasImage(icon)) this.map.addImage(icon, statusPixels(place.status, colour, paint("--panel")), { pixelRatio: 2 });
    const rivals = place.rivals.length ? ` vs ${place.rivals.join(", ")}` : "";
    const label = `${place.place}: ${place.contested ? "⚔ " : ""}${place.actor}${rivals}`;
    return { type: "Feature", geometry: { type: "Point", coordinates: place.at }, properties: withWords({ key: place.id, icon, label, place: place.place, actor: place.actor, status: place.status, contested: place.contested ? "yes" : "no" }, colours()) };
  }

  async setShown(name, isShown) {
    await this.ready;
    const layers = { held: ["held"], events: ["spots"], areas: ["areas-fill", "areas-line"] }[name];
    for (const layer of layers) this.map.setLayoutProperty(layer, "visibility", isShown ? "visible" : "none");
  }

  // Where to look: nearly all of the places told of, the most told first, or one of them; null without any.
  frame(entity = "") {
    const all = this.spots.filter((s) => (entity ? s.properties.id === entity : s.properties.precision !== "country"));
    if (!all.length) return null;
    const heavy = [...all].sort((a, b) => b.properties.claims - a.properties.claims).slice(0, Math.max(8, Math.ceil(all.length * 0.9)));
    const box = new maplibre.LngLatBounds();
    for (const s of heavy) box.extend(s.geometry.coordinates);
    return { box, options: { padding: 70, maxZoom: entity ? 8 : 7 } };
  }

  fit() {
    const seen = this.frame();
    if (seen) this.map.fitBounds(seen.box, { ...seen.options, animate: false });
  }

  recolour() {
    if (this.drawn) this.show(this.drawn);
    this.map.setPaintProperty("sea", "background-color", paint("--sea"));
    this.map.setPaintProperty("land", "fill-color", paint("--land"));
    this.map.setPaintProperty("border", "line-color", paint("--border"));
    for (const layer of ["country-names", "spots", "held"]) {
      this.map.setPaintProperty(layer, "text-color", paint(layer === "country-names" ? "--faint" : "--ink"));
      this.map.setPaintProperty(layer, "text-halo-color", paint("--land"));
    }
  }
}

// A ring that crosses the line of 180 degrees goes on beyond it instead of jumping over the whole world.
function unwrap(ring) {
  let turns = 0;
  const moved = ring.map(([lon], i) => {
    if (i) turns -= 360 * Math.round((lon - ring[i - 1][0]) / 360);
    return lon + turns;
  });
  if (turns === 0) ring.forEach((point, i) => { point[0] = moved[i]; }); // one around a pole stays as it is
}

// A country's name at the middle of its largest ring.
function labelOf(country) {
  const parts = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
  let best = null;
  for (const [ring] of parts) {
    const lons = ring.map((p) => p[0]);
    const lats = ring.map((p) => p[1]);
    const box = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const size = (box[1] - box[0]) * (box[3] - box[2]);
    if (!best || size > best.size) best = { size, at: [(box[0] + box[1]) / 2, (box[2] + box[3]) / 2] };
  }
  return best && best.size > 1.5 ? { type: "Feature", properties: { name: country.properties.name }, geometry: { type: "Point", coordinates: best.at } } : null;
}
