import type { CSSProperties } from 'react';

const gap = 6;
const edge = 4;
/** As wide as it wants to be: a legend's longest label is cut. */
const widest = 240;

/**
 * Where the readout of a chart stands: in the upper corner that is farther from the crosshair, never over it. Beside the
 * axis on the left while there is room, over its marks on a phone.
 */
export function placeReadout(
  crosshair: number,
  { width, left }: { width: number; left: number },
): Pick<CSSProperties, 'left' | 'right' | 'maxWidth'> {
  const [before, after] = [crosshair - gap, width - crosshair - gap];
  if (after >= before) return { right: edge, maxWidth: Math.min(widest, after - edge) };
  const beside = left + edge;
  const start = before - beside >= widest ? beside : edge;
  return { left: start, maxWidth: Math.min(widest, before - start) };
}
