export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Side = 'bottom' | 'top';

const gap = 6;
const edge = 8;

/**
 * Where something that floats goes: below its anchor, or above where there is no room, kept inside the window.
 * `align` says which edge it shares with the anchor.
 */
export function place(anchor: Box, floating: Size, view: Size, align: 'start' | 'center' | 'end' = 'start') {
  const below = anchor.top + anchor.height + gap;
  const above = anchor.top - gap - floating.height;
  const fitsBelow = below + floating.height <= view.height - edge;
  const side: Side = fitsBelow || above < edge ? 'bottom' : 'top';
  const wanted = {
    start: anchor.left,
    center: anchor.left + anchor.width / 2 - floating.width / 2,
    end: anchor.left + anchor.width - floating.width,
  }[align];
  const left = Math.max(edge, Math.min(wanted, view.width - floating.width - edge));
  const top = side === 'bottom' ? below : above;
  return { top: Math.max(edge, Math.min(top, view.height - floating.height - edge)), left, side };
}

/** Places `floating`, an element in the top layer, at `anchor`. */
export function placeElement(anchor: Element, floating: HTMLElement, align?: 'start' | 'center' | 'end'): void {
  const view = { width: window.innerWidth, height: window.innerHeight };
  const size = { width: floating.offsetWidth, height: floating.offsetHeight };
  const { top, left } = place(anchor.getBoundingClientRect(), size, view, align);
  floating.style.top = `${top}px`;
  floating.style.left = `${left}px`;
}
