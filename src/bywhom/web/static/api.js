// Ask the desk: JSON in, JSON out, the page's token on every change, one way to say what went wrong.

const token = document.querySelector('meta[name="bywhom-token"]')?.content ?? "";

export class Refused extends Error {
  constructor(status, body) {
    super(body?.message ?? `The desk answered ${status}.`);
    this.status = status;
    this.body = body ?? {};
  }
}

async function answer(response) {
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const body = isJson ? await response.json() : await response.text();
  if (!response.ok) throw new Refused(response.status, isJson ? body : null);
  return body;
}

// get("/api/claims", {type: "capture"}) → the parsed answer; empty fields are left out.
export async function get(path, fields = {}, options = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== "" && value !== null && value !== undefined && value !== false) query.set(name, value);
  }
  const text = query.toString();
  return answer(await fetch(text ? `${path}?${text}` : path, { headers: { accept: "application/json" }, ...options }));
}

// send("POST", "/api/judgements", {...}) → the parsed answer; carries the page's token.
export async function send(method, path, body = null) {
  const headers = { accept: "application/json", "x-bywhom-token": token };
  const isForm = body instanceof FormData;
  if (body !== null && !isForm) headers["content-type"] = "application/json";
  return answer(await fetch(path, { method, headers, body: body === null || isForm ? body : JSON.stringify(body) }));
}

// Say something to the person, on screen and to screen readers.
export function say(text, isProblem = false) {
  const place = document.getElementById("said");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("problem", isProblem);
  place.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.classList.remove("shown"), isProblem ? 9000 : 4000);
}

// element("a", {href: "/x", class: "y"}, "text", child …): never markup from data.
export function element(name, fields = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(fields)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return made;
}
