// The words that the reader has marked, as offsets into the report's text. The last marking outlives the selection.

let last = null;

// The offset in the report's text of a point in the page; null outside of it. Offsets count characters, not UTF-16 units.
function offsetOf(node, place) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const piece = element?.closest?.(".p[data-s]");
  if (!piece || !piece.closest(".words")) return null;
  const within = node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, place)].length : place === 0 ? 0 : [...piece.textContent].length;
  return Number(piece.dataset.s) + within;
}

function read() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  let start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  const text = selection.toString();
  start += [...text].length - [...text.trimStart()].length;
  end -= [...text].length - [...text.trimEnd()].length;
  return end > start ? { span: [start, end], text: text.trim() } : null;
}

document.addEventListener("selectionchange", () => { last = read() ?? last; });

export const markedSpan = () => read() ?? last;
export function forget() { last = null; }
