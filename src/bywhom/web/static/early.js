// What is pressed before the page's scripts listen is kept, and done as soon as they do: nothing pressed is lost.
{
  const kept = [];
  const KEYS = "jkacrnuoeg/?[]0";

  const byScript = (button) => (button.type === "submit" ? button.form?.dataset.byScript !== undefined : button.type === "button");

  function keep(event) {
    if (event.type === "click") {
      const button = event.target.closest?.("button");
      if (!button || !byScript(button)) return;
      kept.push(() => button.isConnected && button.click());
    } else {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || !KEYS.includes(event.key)) return;
      if (event.target.closest?.("input, textarea, select")) return;
      const { key } = event;
      kept.push(() => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const submitted = (event) => {
    if (event.target.dataset.byScript === undefined) return;
    kept.push(() => event.target.requestSubmit());
    event.preventDefault();
    event.stopPropagation();
  };

  const listeners = [["click", keep], ["keydown", keep], ["submit", submitted]];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true);
  // Modules run in their order before this event, so whoever wants to listen does by then.
  document.addEventListener("DOMContentLoaded", () => {
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
    for (const act of kept) act();
  });
}
