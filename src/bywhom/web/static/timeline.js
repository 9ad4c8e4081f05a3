// The timeline: one lane of bars a group, and a range that is dragged, typed or moved by the arrow keys.
import { GROUPS, groupIcon, svg } from "./shapes.js";

const DAY = 86400000;
const LEFT = 84;
const RIGHT = 12;
const LANE = 17;
const TOP = 4;

export const toDay = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
export const toText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

export class Timeline {
  // `onRange(since, until, isFinal)` hears of every change that a person makes; `onGroups(names)` of lanes turned off.
  constructor(place, { onRange, onGroups }) {
    this.place = place;
    this.onRange = onRange;
    this.onGroups = onGroups;
    this.off = new Set();
    this.bars = [];
    new ResizeObserver(() => this.draw()).observe(place);
  }

  show(span, bars, range) {
    this.first = toDay(span[0]);
    this.last = Math.max(this.first + 1, toDay(span[1]) + 1);
    this.bars = bars;
    this.range = range;
    this.draw();
  }

  move(since, until) {
    this.range = [toDay(since), toDay(until) + 1];
    this.drawBrush();
  }

  x(day) {
    return LEFT + ((day - this.first) / (this.last - this.first)) * (this.width - LEFT - RIGHT);
  }

  day(x) {
    const part = (x - LEFT) / (this.width - LEFT - RIGHT);
    return Math.round(this.first + Math.min(1, Math.max(0, part)) * (this.last - this.first));
  }

  draw() {
    if (!this.bars.length) return;
    this.width = Math.max(320, this.place.clientWidth);
    const names = Object.keys(GROUPS);
    const bottom = TOP + names.length * LANE;
    const root = svg("svg", { viewBox: `0 0 ${this.width} ${bottom + 24}`, role: "group", "aria-label": "Claims over time, by group" });
    names.forEach((name, i) => this.drawLane(root, name, i));
    this.drawAxis(root, bottom);
    root.append(svg("rect", { class: "ground", x: LEFT, y: 0, width: this.width - LEFT - RIGHT, height: bottom }));
    this.brush = svg("g", {});
    root.append(this.brush);
    this.bottom = bottom;
    this.place.replaceChildren(root);
    this.listen(root);
    this.drawBrush();
  }

  drawLane(root, name, i) {
    const base = TOP + (i + 1) * LANE - 2;
    const counts = this.bars.map((b) => b[2 + i]);
    const most = Math.max(1, ...counts);
    let path = "";
    this.bars.forEach((b, k) => {
      if (!counts[k]) return;
      const x = this.x(toDay(b[0]));
      const wide = Math.max(1, this.x(toDay(b[1]) + 1) - x - 0.5);
      const high = Math.max(1.5, Math.sqrt(counts[k] / most) * (LANE - 4));
      path += `M${x.toFixed(1)} ${base}v${(-high).toFixed(1)}h${wide.toFixed(1)}V${base}z`;
    });
    root.append(svg("line", { class: "lane", x1: LEFT, x2: this.width - RIGHT, y1: base + 0.5, y2: base + 0.5 }));
    root.append(svg("path", { d: path, fill: GROUPS[name].colour, opacity: this.off.has(name) ? 0.2 : 0.9 }));
    const icon = groupIcon(name, 11);
    icon.setAttribute("x", 2);
    icon.setAttribute("y", base - 11);
    const total = counts.reduce((a, b) => a + b, 0);
    const label = svg("g", { class: "lane-name", role: "button", tabindex: 0, "aria-pressed": String(!this.off.has(name)), "aria-label": `${name}: ${GROUPS[name].says}, ${total} claims` });
    const words = svg("text", { x: 18, y: base - 1.5 });
    words.textContent = name;
    const tip = svg("title");
    tip.textContent = `${GROUPS[name].says} — click to leave in or out`;
    label.append(tip, svg("rect", { x: 0, y: base - 13, width: LEFT - 6, height: LANE, fill: "transparent" }), icon, words);
    const turn = () => {
      if (this.off.has(name)) this.off.delete(name);
      else this.off.add(name);
      this.onGroups(Object.keys(GROUPS).filter((g) => !this.off.has(g)));
      this.draw();
      this.place.querySelectorAll(".lane-name")[i]?.focus();
    };
    label.addEventListener("click", turn);
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      turn();
    });
    root.append(label);
  }

  drawAxis(root, bottom) {
    root.append(svg("line", { class: "axis", x1: LEFT, x2: this.width - RIGHT, y1: bottom + 2.5, y2: bottom + 2.5 }));
    for (const [day, text] of this.ticks()) {
      const x = this.x(day);
      if (x < LEFT || x > this.width - RIGHT - 10) continue;
      root.append(svg("line", { class: "axis", x1: x, x2: x, y1: bottom + 2, y2: bottom + 7 }));
      const words = svg("text", { x: x + 2, y: bottom + 17 });
      words.textContent = text;
      root.append(words);
    }
  }

  ticks() {
    const from = new Date(this.first * DAY);
    const years = (this.last - this.first) / 365;
    const room = (this.width - LEFT) / 64;
    const out = [];
    if (years > room / 4) {
      const step = Math.max(1, Math.ceil(years / room));
      for (let y = from.getUTCFullYear(); y * 1 <= from.getUTCFullYear() + years + 1; y += step) out.push([toDay(`${String(y).padStart(4, "0")}-01-01`), String(y)]);
      return out;
    }
    const step = Math.max(1, Math.ceil((years * 12) / room));
    for (let m = from.getUTCFullYear() * 12 + from.getUTCMonth(); out.length < 60; m += step) {
      const text = `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`;
      if (toDay(`${text}-01`) > this.last) break;
      out.push([toDay(`${text}-01`), text]);
    }
    return out;
  }

  drawBrush() {
    if (!this.brush || !this.range) return;
    const [from, to] = this.range.map((d) => Math.min(this.last, Math.max(this.first, d)));
    const [x, end] = [this.x(from), Math.max(this.x(from) + 2, this.x(to))];
    const focused = document.activeElement?.dataset?.grip;
    const rect = svg("rect", { class: "brush", x, y: 0, width: end - x, height: this.bottom });
    const grip = (name, at, day) =>
      svg("rect", {
        class: "grip", x: at - 2.5, y: this.bottom / 2 - 14, width: 5, height: 28, rx: 2, tabindex: 0, role: "slider", "data-grip": name,
        "aria-label": name === "since" ? "First day" : "Last day", "aria-valuemin": this.first, "aria-valuemax": this.last, "aria-valuenow": day, "aria-valuetext": toText(day),
      });
    const shade = (a, b) => svg("rect", { class: "outside", x: a, y: 0, width: Math.max(0, b - a), height: this.bottom });
    this.brush.replaceChildren(shade(LEFT, x), shade(end, this.width - RIGHT), rect, grip("since", x, this.range[0]), grip("until", end, this.range[1] - 1));
    if (focused) this.brush.querySelector(`[data-grip="${focused}"]`)?.focus();
  }

  set(from, to, isFinal) {
    const low = Math.min(from, to);
    this.range = [low, Math.max(low + 1, Math.max(from, to))];
    this.drawBrush();
    this.onRange(toText(this.range[0]), toText(this.range[1] - 1), isFinal);
  }

  listen(root) {
    const at = (event) => this.day(((event.clientX - root.getBoundingClientRect().left) / root.getBoundingClientRect().width) * this.width);
    root.addEventListener("pointerdown", (event) => {
      const target = event.target;
      const kind = target.dataset?.grip ?? (target.classList.contains("brush") ? "move" : target.classList.contains("ground") ? "new" : "");
      if (!kind) return;
      root.setPointerCapture(event.pointerId);
      const start = at(event);
      const old = [...this.range];
      const drag = (now) => {
        const day = at(now);
        if (kind === "since") this.set(day, old[1], false);
        else if (kind === "until") this.set(old[0], day, false);
        else if (kind === "move") this.set(old[0] + day - start, old[1] + day - start, false);
        else this.set(start, day, false);
      };
      const end = (now) => {
        root.removeEventListener("pointermove", drag);
        drag(now);
        this.onRange(toText(this.range[0]), toText(this.range[1] - 1), true);
      };
      root.addEventListener("pointermove", drag);
      root.addEventListener("pointerup", end, { once: true });
    });
    root.addEventListener("keydown", (event) => {
      const grip = event.target.dataset?.grip;
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!grip || !step) return;
      event.preventDefault();
      const by = step * (event.shiftKey ? 30 : 1);
      if (grip === "since") this.set(Math.min(this.range[0] + by, this.range[1] - 1), this.range[1], true);
      else this.set(this.range[0], Math.max(this.range[1] + by, this.range[0] + 1), true);
    });
  }
}
