// Light or dark before the first paint: the reader's choice, else the system's.
const kept = localStorage.getItem("bywhom-theme");
if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
