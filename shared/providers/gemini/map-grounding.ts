import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';

/**
 * `groundingMetadata` as OpenAI's `url_citation`s: one for each source of each supported passage. Google counts bytes of
 * UTF-8, OpenAI characters. A source that no passage names is cited without a place.
 */
export function mapGrounding(grounding: unknown, text: string): JsonObject[] {
  if (!isObject(grounding)) return [];
  const sources = objectsIn(grounding['groundingChunks']).map(({ web, retrievedContext }) => web ?? retrievedContext);
  const bytes = Buffer.from(text);
  const used = new Set<number>();
  const placed = objectsIn(grounding['groundingSupports']).flatMap((support) => {
    const indices = Array.isArray(support['groundingChunkIndices']) ? support['groundingChunkIndices'] : [];
    const range = rangeOf(support['segment'], bytes);
    return indices.flatMap((index) => {
      used.add(Number(index));
      return toCitation(sources[Number(index)], range);
    });
  });
  const unplaced = sources.filter((_, index) => !used.has(index)).flatMap((source) => toCitation(source, {}));
  return [...placed, ...unplaced];
}

function toCitation(source: unknown, range: JsonObject): JsonObject[] {
  if (!isObject(source)) return [];
  const url = stringIn(source, 'uri');
  const title = stringIn(source, 'title') ?? '';
  return url === null ? [] : [{ type: 'url_citation', url_citation: { url, title, ...range } }];
}

function rangeOf(segment: unknown, bytes: Buffer): JsonObject {
  if (!isObject(segment) || typeof segment['endIndex'] !== 'number') return {};
  const start = typeof segment['startIndex'] === 'number' ? segment['startIndex'] : 0;
  const characters = (end: number) => bytes.subarray(0, end).toString('utf8').length;
  return { start_index: characters(start), end_index: characters(segment['endIndex']) };
}
