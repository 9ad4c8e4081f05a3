// Saved views: a name for an address, kept in this browser; any address can also be sent to a colleague as it is.
import { element, say } from "./api.js";

const KEY = "bywhom-views";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function show() {
  for (const place of document.querySelectorAll("[data-saved-views]")) {
    const mine = read().filter((v) => v.address.split("?")[0] === location.pathname);
    const chips = mine.flatMap((v) => [
      element("a", { class: "chip", href: v.address, dir: "auto" }, v.name),
      element("button", { type: "button", class: "plain", "aria-label": `Forget the view ${v.name}`, onclick: () => forget(v) }, "✕"),
    ]);
    place.replaceChildren(...chips);
  }
}

function forget(view) {
  localStorage.setItem(KEY, JSON.stringify(read().filter((v) => v.address !== view.address || v.name !== view.name)));
  show();
}

function ask(button) {
  const outer = button.closest("form"); // a form may not stand in a form, so the new one stands beside it
  const form = element("form", { class: "chips" }, element("input", { name: "name", required: true, maxlength: 60, "aria-label": "Name of the view", placeholder: "Name of the view" }), element("button", {}, "Save"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    localStorage.setItem(KEY, JSON.stringify([...read(), { name: form.elements.name.value, address: location.pathname + location.search }]));
    if (outer) form.remove();
    else form.replaceWith(button);
    show();
    say("The view is saved in this browser; its address can be sent as it is.");
  });
  if (outer) outer.after(form);
  else button.replaceWith(form);
  form.elements.name.focus();
}

export function installViews() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-save-view]");
    if (button) ask(button);
  });
  show();
}
