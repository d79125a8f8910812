/**
 * Scrolls just as far as it takes to show row `index` of a list whose rows are all `height` high, under a head that
 * covers the first `covered` pixels.
 */
export function revealRow(scroller: HTMLElement | null, index: number, height: number, covered = 0): void {
  if (scroller === null) return;
  const top = index * height;
  const lowest = top + covered + height - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (lowest > scroller.scrollTop) scroller.scrollTop = lowest;
}
