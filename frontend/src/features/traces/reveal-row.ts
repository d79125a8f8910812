/**
 * Scrolls just as far as it takes to show row `index` of a list whose rows are all `height` high, under a head that
 * covers the first `covered` pixels. What is further away than the list shows comes to the middle, with what is around it.
 */
export function revealRow(scroller: HTMLElement | null, index: number, height: number, covered = 0): void {
  if (scroller === null) return;
  const { scrollTop, clientHeight } = scroller;
  const top = index * height;
  const lowest = top + covered + height - clientHeight;
  if (top >= scrollTop && lowest <= scrollTop) return;
  const isFar = top - scrollTop > 2 * clientHeight || scrollTop - top > clientHeight;
  scroller.scrollTop = isFar ? Math.max(0, (top + lowest) / 2) : top < scrollTop ? top : lowest;
}
