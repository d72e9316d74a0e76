/**
 * Return where the line is that has a character of a text, in px from the text's upper edge to the line's middle. Reads the
 * layout.
 * @param at the character's place among the text's UTF-16 units; the last one's for any beyond it.
 */
export function lineMiddlePx(text: HTMLElement, at: number): number {
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0;
  for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (length === 0) continue;
    const offset = Math.min(at - before, length - 1);
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    if (before + length > at) break;
    before += length;
  }
  const line = range.getBoundingClientRect();
  const whole = text.getBoundingClientRect();
  // Rectangles are zoomed by the user's scale; lengths of the layout are not.
  const zoom = whole.height / text.offsetHeight;
  return (line.top + line.height / 2 - whole.top) / zoom;
}
