import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { listOf } from '../translation/list-of.ts';

/** Where in the message's text a cited block stands. */
export interface TextRange {
  start_index: number;
  end_index: number;
}

/** A citation as an annotation: of the web in OpenAI's form, others as they came, each with its place in the text. */
export function toAnnotation(citation: JsonObject, range: TextRange): JsonObject {
  if (citation['type'] !== 'web_search_result_location') return { ...citation, ...range };
  const { type: _, ...said } = citation;
  return { type: 'url_citation', url_citation: { ...said, ...range } };
}

/** The way back: `citations` of a text block; nothing where there is none that Anthropic knows. */
export function toCitations(annotations: unknown): JsonObject {
  const citations = objectsIn(annotations).flatMap((annotation) => listOf(toCitation(annotation)));
  return citations.length === 0 ? {} : { citations };
}

function toCitation(annotation: JsonObject): JsonObject | null {
  const web = annotation['url_citation'];
  if (isObject(web)) {
    return stringIn(web, 'encrypted_index') === null
      ? null
      : { type: 'web_search_result_location', ...withoutRange(web) };
  }
  return stringIn(annotation, 'type')?.endsWith('_location') ? withoutRange(annotation) : null;
}

/** `file_id` comes with citations in answers and is refused in requests. */
function withoutRange({ start_index: _, end_index: __, file_id: ___, ...said }: JsonObject): JsonObject {
  return said;
}

/** The range of an annotation; null if it has none. */
export function rangeOf(annotation: JsonObject): TextRange | null {
  const owner = isObject(annotation['url_citation']) ? annotation['url_citation'] : annotation;
  const { start_index, end_index } = owner;
  return typeof start_index === 'number' && typeof end_index === 'number' ? { start_index, end_index } : null;
}
