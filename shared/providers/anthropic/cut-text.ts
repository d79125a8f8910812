import type { JsonObject } from '../../json/json-object.ts';
import { rangeOf, toCitations } from './map-citations.ts';

/**
 * Cuts an answer's text into the blocks it came in: at the ends of what is cited, and where the model thought in
 * between. The chat dialect keeps it as one text.
 */
export function cutText(text: string, annotations: readonly JsonObject[], offsets: readonly number[]): JsonObject[] {
  const ranges = annotations.flatMap((annotation) => {
    const range = rangeOf(annotation);
    return range === null ? [] : [{ annotation, range }];
  });
  const cuts = new Set([0, text.length, ...offsets]);
  for (const { range } of ranges) cuts.add(range.start_index).add(range.end_index);
  const points = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return points.slice(1).map((end, at) => {
    const start = points[at] ?? 0;
    const cited = ranges.filter(({ range }) => range.start_index === start && range.end_index === end);
    return { type: 'text', text: text.slice(start, end), ...toCitations(cited.map(({ annotation }) => annotation)) };
  });
}
