// Who is whom: merge, keep apart, split, name, grade, protect; and the undo of any decision.
import { element, get, say, send } from "./api.js";
import { installName, reviewer } from "./judging.js";

const page = document.querySelector("[data-entity].page");
installName();

function fields(form) {
  const out = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "members" && name !== "others"));
  if (form.elements.others) out.others = [form.elements.others.value];
  if (form.dataset.post === "split") out.members = [...form.querySelectorAll("[name=members]:checked")].map((x) => x.value);
  return { ...out, by: reviewer() };
}

document.querySelectorAll("form[data-post]").forEach((form) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await send("POST", `/api/entity/${encodeURIComponent(page.dataset.entity)}/${form.dataset.post}`, fields(form));
    sessionStorage.setItem("bywhom-said", "Recorded. It can be undone below.");
    location.reload();
  } catch (problem) {
    say(problem.message, true);
  }
}));

document.addEventListener("click", async (event) => {
  const fill = event.target.closest?.("[data-fill]");
  if (fill) document.getElementById("others").value = fill.dataset.fill;
  const button = event.target.closest?.("[data-withdraw]");
  if (!button) return;
  try {
    await send("POST", `/api/judgements/${encodeURIComponent(button.dataset.withdraw)}/withdraw`, { by: reviewer(), reason: "undone" });
    button.closest("[data-judgement]").remove();
    say("Undone; answers are as before it.");
  } catch (problem) {
    say(problem.message, true);
  }
});

let waiting = 0;
document.querySelectorAll("input[list=known]").forEach((input) => input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    if (input.value.trim().length < 2) return;
    const found = await get("/api/find", { q: input.value }).catch(() => []);
    document.getElementById("known").replaceChildren(...found.map((c) => element("option", { value: c.id }, `${c.name} (${c.type.toLowerCase()}, ${c.claims} claims)`)));
  }, 160);
}));

const told = sessionStorage.getItem("bywhom-said");
if (told) { sessionStorage.removeItem("bywhom-said"); say(told); }
