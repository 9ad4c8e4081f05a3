// The form that corrects a claim or adds one: type, roles, speaker, date, polarity; words can be marked meanwhile.
import { element, get, send } from "./api.js";
import { markedSpan } from "./marked.js";

const by = () => localStorage.getItem("bywhom-reviewer") ?? "";
let book = null;

function choice(name, values, chosen, label = (v) => v.replaceAll("_", " ") || "–") {
  return element("select", { name }, values.map((v) => element("option", { value: v, selected: v === chosen }, label(v))));
}

const field = (label, input, needed = false) => element("label", {}, element("span", { class: needed ? "needed" : null }, label), input);

// What fills a role, as text: names with " | " between them; spans are kept beside as long as a name is not changed.
function roleField(role, parties, needed, hasText) {
  const input = element("input", { name: `role.${role}`, value: parties.map((p) => p.entity ?? p.text ?? "").join(" | "), autocomplete: "off", dir: "auto" });
  input.spans = new Map(parties.filter((p) => p.span).map((p) => [p.entity ?? p.text, p.span]));
  input.given = input.value;
  const parts = [input];
  if (hasText) {
    parts.push(element("button", { type: "button", title: "Take the words marked in the text", onclick: () => {
      const marked = markedSpan();
      if (!marked) return;
      input.spans.set(marked.text, marked.span);
      input.value = [...input.value.split("|").map((x) => x.trim()).filter(Boolean), marked.text].join(" | ");
    } }, "from text"));
  }
  const id = `role-${role}`;
  input.id = id;
  return element("div", { class: "field" }, element("label", { for: id, class: needed ? "needed" : null }, role.replaceAll("_", " ")), element("div", { class: "with-button" }, parts));
}

function rolesOf(type, claim, hasText) {
  const { required, roles } = book.types[type];
  return roles.map((role) => {
    const given = claim.roles?.[role];
    if (role in book.labels) return field(role, choice(`label.${role}`, ["", ...book.labels[role]], typeof given === "string" ? given : ""));
    return roleField(role, Array.isArray(given) ? given : [], required.includes(role), hasText);
  });
}

function collectRoles(form, claim, whole) {
  const roles = {};
  for (const input of form.querySelectorAll("input[name^='role.']")) {
    const role = input.name.slice(5);
    if (!whole && input.value === input.given) continue;
    const names = input.value.split("|").map((x) => x.trim()).filter(Boolean);
    if (whole && !names.length) continue;
    roles[role] = names.map((name) => ({ entity: name, span: input.spans.get(name) ?? null }));
  }
  for (const input of form.querySelectorAll("select[name^='label.']")) {
    const role = input.name.slice(6);
    const before = typeof claim.roles?.[role] === "string" ? claim.roles[role] : "";
    if (input.value !== before) roles[role] = input.value;
  }
  const kept = book.types[form.elements.type.value].roles;
  if (!whole) for (const role of Object.keys(claim.roles ?? {})) if (!kept.includes(role)) delete roles[role];
  return roles;
}

function collect(form, claim, whole) {
  const out = {};
  const before = { type: claim.type, polarity: claim.polarity, modality: claim.modality, phase: claim.phase, edtf: claim.when?.edtf ?? "" };
  for (const name of Object.keys(before)) if (whole || form.elements[name].value.trim() !== before[name]) out[name] = form.elements[name].value.trim();
  const roles = collectRoles(form, claim, whole);
  if (Object.keys(roles).length) out.roles = roles;
  const speaker = form.elements.speaker.value.trim();
  const kind = form.elements.speaker_kind.value;
  const last = claim.source?.at(-1) ?? { entity: "(reporter)", kind: "reporter" };
  if (speaker !== last.entity || kind !== last.kind || (whole && kind !== "reporter")) {
    const chain = (claim.source ?? []).slice(0, -1).map((s) => ({ entity: s.entity_id ?? s.entity, name: s.entity, kind: s.kind, span: s.span }));
    out.source = [...chain, { entity: kind === "reporter" ? "" : speaker, name: speaker, kind }];
  }
  return out;
}

function build(claim, words, isNew) {
  const hasText = document.querySelector(".words") !== null;
  const type = choice("type", Object.keys(book.types), claim.type);
  const last = claim.source?.at(-1) ?? { entity: "(reporter)", kind: "reporter" };
  const roles = element("div", { class: "stack-roles form" }, rolesOf(claim.type, claim, hasText));
  type.addEventListener("change", () => roles.replaceChildren(...rolesOf(type.value, claim, hasText)));
  const problem = element("p", { class: "problem", role: "alert" });
  const form = element("form", { method: "dialog" },
    element("h2", { id: "editor-title" }, isNew ? "Add a claim" : "Correct the claim"),
    element("p", { class: "words-of", dir: "auto" }, words),
    field("type", type),
    element("div", { class: "row" }, field("polarity", choice("polarity", book.polarities, claim.polarity)), field("modality", choice("modality", book.modalities, claim.modality)), field("phase", choice("phase", book.phases, claim.phase))),
    field("when (2015-10-06, 2015-10, 2014/2015, 2015~)", element("input", { name: "edtf", value: claim.when?.edtf ?? "", autocomplete: "off" })),
    roles,
    element("div", { class: "row" }, field("said by", element("input", { name: "speaker", value: last.entity, autocomplete: "off", dir: "auto" })), field("class of speaker", choice("speaker_kind", book.source_kinds, last.kind))),
    field("why", element("input", { name: "reason", autocomplete: "off" })),
    problem,
    element("div", { class: "foot" }, element("button", { type: "button", class: "cancel" }, "Cancel"), element("button", { class: "primary", type: "submit" }, isNew ? "Add" : "Save")));
  return { form, problem };
}

// Correct {claim: id}, or add {report: id, trigger: [s, e], words}; `save(fields)` takes the place of the usual request.
// Gives the answer, or null when nothing was changed.
export async function editClaim({ claim: id = null, report = null, trigger = null, words = "", save = null }) {
  book ??= await get("/api/codebook");
  const isNew = id === null;
  const claim = isNew ? { type: "attack", polarity: "affirmed", modality: "actual", phase: "", roles: {}, source: [] } : await get(`/api/claims/${encodeURIComponent(id)}`);
  document.getElementById("editor")?.remove();
  const { form, problem } = build(claim, isNew ? words : claim.sentence_text, isNew);
  const dialog = element("dialog", { id: "editor", class: "editor", "aria-labelledby": "editor-title" }, form);
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.show();
  form.elements.type.focus();
  return new Promise((resolve) => {
    const close = (value) => { dialog.remove(); before?.focus?.({ preventScroll: true }); resolve(value); };
    form.querySelector(".cancel").addEventListener("click", () => close(null));
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(null); } });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.textContent = "";
      const fields = collect(form, claim, isNew);
      if (!isNew && !Object.keys(fields).length) return close(null);
      const told = { by: by(), reason: form.elements.reason.value.trim() };
      try {
        close(save ? await save(fields) : isNew
          ? await send("POST", `/api/report/${encodeURIComponent(report)}/claims`, { ...fields, ...told, trigger })
          : await send("POST", `/api/claims/${encodeURIComponent(id)}/correct`, { changes: fields, ...told }));
      } catch (error) { problem.textContent = error.message; }
    });
  });
}
