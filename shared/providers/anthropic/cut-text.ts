import type { JsonObject } from '../../json/json-object.ts';
import { listOf } from '../translation/list-of.ts';
import { rangeOf, toCitations } from './map-citations.ts';

/** What stands where in the text of a message, counted from the text's beginning. */
export interface TextPlaces {
  annotations: readonly JsonObject[];
  /** Where the model thought, or called a tool, in between. */
  offsets: readonly number[];
}

/**
 * Cuts an answer's text into the blocks it came in: at the ends of what is cited, and where the model thought or
 * called a tool in between. The chat dialect keeps it as one text, of which this may be a part that begins at `start`.
 */
export function cutText(text: string, { annotations, offsets }: TextPlaces, start = 0): JsonObject[] {
  const ranges = annotations.flatMap((annotation) =>
    listOf(rangeOf(annotation)).map(({ start_index, end_index }) => ({
      annotation,
      from: start_index - start,
      to: end_index - start,
    })),
  );
  const cuts = new Set([0, text.length, ...offsets.map((offset) => offset - start)]);
  for (const { from, to } of ranges) cuts.add(from).add(to);
  const points = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return points.slice(1).map((end, at) => {
    const begin = points[at] ?? 0;
    const cited = ranges.filter(({ from, to }) => from === begin && to === end);
    return { type: 'text', text: text.slice(begin, end), ...toCitations(cited.map(({ annotation }) => annotation)) };
  });
}
