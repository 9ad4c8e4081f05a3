// The browser's own printing makes the PDF.
document.getElementById("print")?.addEventListener("click", () => window.print());
