// The map: Natural Earth's countries, places told of as clustered shapes, imprecise places as hatched areas, holders.
import * as maplibre from "/static/vendor/maplibre-gl/maplibre-gl.mjs";
import { element } from "./api.js";
import { GROUPS, STATUS_NAMES, actorColour, groupPixels, hatchPixels, statusPixels } from "./shapes.js";

maplibre.setWorkerUrl("/static/vendor/maplibre-gl/maplibre-gl-worker.mjs");

const EMPTY = { type: "FeatureCollection", features: [] };
const paint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const NAMES = Object.keys(GROUPS);

function style() {
  return {
    version: 8,
    sources: { countries: { type: "geojson", data: EMPTY }, labels: { type: "geojson", data: EMPTY } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": paint("--sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": paint("--land") } },
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

const isArea = (spot) => !["exact", "near"].includes(spot.properties.precision);

export class DeskMap {
  // `onSpot(id, name)` when a place is chosen, `onHolder(holder, place)` when a holder is.
  constructor(place, { onSpot, onHolder }) {
    this.onSpot = onSpot;
    this.onHolder = onHolder;
    this.held = new Map();
    this.map = new maplibre.Map({
      container: place, style: style(), center: [20, 25], zoom: 2.2, minZoom: 1, maxZoom: 13, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, fadeDuration: 0, canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibre.NavigationControl({ showCompass: false }), "bottom-left");
    this.map.addControl(new maplibre.ScaleControl({ maxWidth: 110 }), "bottom-left");
    this.ready = new Promise((done) => this.map.once("load", done)).then(() => this.prepare());
    this.popup = new maplibre.Popup({ closeButton: false, closeOnClick: false, maxWidth: "18rem" });
  }

  async prepare() {
    for (const name of NAMES) this.map.addImage(`group-${name}`, groupPixels(name), { pixelRatio: 2 });
    this.map.addImage("hatch", hatchPixels(paint("--line-strong")), { pixelRatio: 2 });
    const world = await (await fetch("/static/vendor/world-atlas/countries-50m.json")).json();
    const countries = window.topojson.feature(world, world.objects.countries);
    this.map.getSource("countries").setData(countries);
    this.map.getSource("labels").setData({ type: "FeatureCollection", features: countries.features.map(labelOf).filter(Boolean) });
    this.addLayers();
    this.listen();
    this.map.on("idle", () => { document.body.dataset.map = this.spots ? "drawn" : ""; });
  }

  addLayers() {
    const sums = Object.fromEntries(["claims", ...NAMES].map((n) => [n, ["+", ["get", n]]]));
    this.map.addSource("areas", { type: "geojson", data: EMPTY });
    this.map.addSource("spots", { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 34, clusterMaxZoom: 9, clusterProperties: sums });
    this.map.addSource("held", { type: "geojson", data: EMPTY });
    const main = ["case", ...NAMES.slice(0, -1).flatMap((n) => [["all", ...NAMES.filter((m) => m !== n).map((m) => [">=", ["get", n], ["get", m]])], `group-${n}`]), `group-${NAMES.at(-1)}`];
    const text = { "text-color": paint("--ink"), "text-halo-color": paint("--land"), "text-halo-width": 1.6 };
    this.map.addLayer({ id: "areas-fill", type: "fill", source: "areas", paint: { "fill-pattern": "hatch", "fill-opacity": 0.55 } });
    this.map.addLayer({ id: "areas-line", type: "line", source: "areas", paint: { "line-color": paint("--line-strong"), "line-width": 1.2, "line-dasharray": [3, 2] } });
    this.map.addLayer({
      id: "spots", type: "symbol", source: "spots",
      layout: {
        "icon-image": main, "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["ln", ["+", 1, ["get", "claims"]]], 0.7, 0.65, 4, 1.25, 9, 2.1],
        "text-field": ["case", ["has", "point_count"], ["to-string", ["get", "claims"]], ["get", "label"]],
        "text-size": 11, "text-offset": [0, 1.15], "text-anchor": "top", "text-optional": true, "text-max-width": 8,
      },
      paint: text,
    });
    this.map.addLayer({
      id: "held", type: "symbol", source: "held",
      layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-anchor": "right", "icon-offset": ["literal", [-12, 0]], "text-field": ["get", "label"], "text-size": 11.5, "text-anchor": "right", "text-offset": [-3, 0], "text-optional": true, "text-max-width": 9, "text-justify": "right" },
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
    const { properties: p } = found;
    if (found.layer.id === "held") this.onHolder(this.held.get(p.key), p.place);
    else if (p.cluster_id !== undefined) {
      const zoom = await this.map.getSource("spots").getClusterExpansionZoom(p.cluster_id);
      this.map.easeTo({ center: found.geometry.coordinates, zoom: Math.min(12, zoom + 0.3) });
    } else this.onSpot(p.id, p.name);
  }

  tell(found, place) {
    const p = found.properties;
    const lines = found.layer.id === "held"
      ? [element("strong", { dir: "auto" }, p.place), element("div", { dir: "auto" }, `${p.actor}: ${p.status}${p.contested === "yes" ? ", contested" : ""}`)]
      : [element("strong", { dir: "auto" }, p.name ?? `${p.point_count} places`), element("div", {}, NAMES.filter((n) => p[n]).map((n) => `${n} ${p[n]}`).join(" · ")), p.name ? element("div", {}, `${p.claims} claims of ${p.reports} reports${p.denied ? `, ${p.denied} denied` : ""}; ${p.precision}`) : null];
    this.popup.setLngLat(place).setDOMContent(element("div", {}, lines)).addTo(this.map);
  }

  async showSpots(spots) {
    await this.ready;
    this.spots = spots;
    for (const { properties: p } of spots.features) p.label = `${p.name} ${p.claims}`;
    this.map.getSource("spots").setData({ ...spots, features: spots.features.filter((s) => !isArea(s)) });
    const areas = spots.features.filter((s) => isArea(s) && s.properties.precision !== "country");
    const shapes = areas.map((s) => ({ type: "Feature", properties: s.properties, geometry: { type: "Polygon", coordinates: [around(s.geometry.coordinates, s.properties.radius)] } }));
    this.map.getSource("areas").setData({ type: "FeatureCollection", features: shapes });
  }

  async showHeld(places) {
    await this.ready;
    const features = [];
    this.held.clear();
    for (const place of places.filter((p) => p.lat !== null && p.holders.length)) {
      const [top, ...others] = place.holders;
      const colour = actorColour(top.entity || top.actor);
      const icon = `held-${top.status}-${colour}`;
      if (STATUS_NAMES.includes(top.status) && !this.map.hasImage(icon)) this.map.addImage(icon, statusPixels(top.status, colour), { pixelRatio: 2 });
      this.held.set(place.entity, top);
      const more = top.contested ? ` vs ${others.filter((o) => o.contested).map((o) => o.actor).join(", ")}` : "";
      features.push({ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties: { key: place.entity, icon, place: place.place, actor: top.actor, status: top.status, contested: top.contested ? "yes" : "no", label: `${place.place}: ${top.contested ? "⚔ " : ""}${top.actor}${more}` } });
    }
    this.map.getSource("held").setData({ type: "FeatureCollection", features });
  }

  async setShown(name, isShown) {
    await this.ready;
    const layers = { held: ["held"], events: ["spots"], areas: ["areas-fill", "areas-line"] }[name];
    for (const layer of layers) this.map.setLayoutProperty(layer, "visibility", isShown ? "visible" : "none");
  }

  async fit(entity = "") {
    await this.ready;
    const all = (this.spots?.features ?? []).filter((s) => (entity ? s.properties.id === entity : s.properties.precision !== "country"));
    if (!all.length) return;
    const heavy = [...all].sort((a, b) => b.properties.claims - a.properties.claims).slice(0, Math.max(8, Math.ceil(all.length * 0.9)));
    const box = new maplibre.LngLatBounds();
    for (const s of heavy) box.extend(s.geometry.coordinates);
    this.map.fitBounds(box, { padding: 70, maxZoom: entity ? 8 : 7, animate: false });
  }

  recolour() {
    this.map.setPaintProperty("sea", "background-color", paint("--sea"));
    this.map.setPaintProperty("land", "fill-color", paint("--land"));
    this.map.setPaintProperty("border", "line-color", paint("--border"));
    for (const layer of ["country-names", "spots", "held"]) {
      this.map.setPaintProperty(layer, "text-color", paint(layer === "country-names" ? "--faint" : "--ink"));
      this.map.setPaintProperty(layer, "text-halo-color", paint("--land"));
    }
  }
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
