import type { Place } from './lay-out-graph.ts';

/** A cubic curve: where it starts, its two handles, where it ends. */
export type Curve = readonly [Place, Place, Place, Place];

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Labelled {
  curve: Curve;
  /** Pixels that the words take. */
  width: number;
}

/** Where on a curve words may stand, best first: near the head of the arrow it is plainest what they are of. */
const stations = Array.from({ length: 14 }, (_, step) => 0.82 - 0.05 * step);
/** Their baseline above the line, below it, and on it, which their halo interrupts. */
const sides = [-5, 13, 4];
const [ascent, descent] = [9, 3];
/** Words that a node covers cannot be read; those that touch others still can. */
const coveredWeight = 10;

/**
 * Where the middle of the words of each curve stands: on its own line, where they cover neither other words nor a node; in a
 * crowd where they do so least. Each is placed in turn, so the important ones should come first.
 */
export function placeLabels(edges: readonly Labelled[], nodes: readonly Box[]): Place[] {
  const taken: Box[] = [];
  return edges.map(({ curve, width }) => {
    const best = candidatesOf(curve).reduce<{ place: Place; cost: number } | null>((found, place) => {
      if (found?.cost === 0) return found;
      const cost = costOf(labelBox(place, width), nodes, taken);
      return found === null || cost < found.cost ? { place, cost } : found;
    }, null);
    const place = best?.place ?? curve[3];
    taken.push(labelBox(place, width));
    return place;
  });
}

export function labelBox({ x, y }: Place, width: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - ascent, bottom: y + descent };
}

const candidatesOf = (curve: Curve): Place[] =>
  stations.flatMap((t) => {
    const { x, y } = pointOf(curve, t);
    return sides.map((side) => ({ x, y: y + side }));
  });

function pointOf([a, b, c, d]: Curve, t: number): Place {
  const mix = (from: number, toFirst: number, toSecond: number, to: number) =>
    (1 - t) ** 3 * from + 3 * (1 - t) ** 2 * t * toFirst + 3 * (1 - t) * t ** 2 * toSecond + t ** 3 * to;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
}

function costOf(box: Box, nodes: readonly Box[], taken: readonly Box[]): number {
  const sum = (others: readonly Box[]) => others.reduce((all, other) => all + overlapOf(box, other), 0);
  return sum(taken) + coveredWeight * sum(nodes);
}

/** Square pixels that two boxes share. */
export function overlapOf(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
}
