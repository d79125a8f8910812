import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import type { Rewritten } from './rewrite-events.ts';

/** Perplexity's sources as annotations of the message, in an answer or in a stream's chunk that ends it. */
export function citeSources(json: JsonObject, isEvent: boolean): Rewritten {
  const annotations = sourcesOf(json);
  const choices = objectsIn(json['choices']);
  const isEnd = choices.some(({ finish_reason: reason }) => typeof reason === 'string');
  if (annotations.length === 0 || !isEnd) return 'as-it-is';
  return { ...json, choices: choices.map((choice) => annotate(choice, isEvent ? 'delta' : 'message', annotations)) };
}

/** A stream's chunks carry the whole message too, and a whole answer an empty delta; only what counts is annotated. */
function annotate(choice: JsonObject, name: 'delta' | 'message', annotations: JsonObject[]): JsonObject {
  const holder = isObject(choice[name]) ? choice[name] : {};
  return { ...choice, [name]: { ...holder, annotations } };
}

/** `search_results` say more than `citations`, which are bare addresses. */
function sourcesOf(json: JsonObject): JsonObject[] {
  const results = objectsIn(json['search_results']).map((result) => ({
    url: stringIn(result, 'url') ?? '',
    title: stringIn(result, 'title') ?? '',
  }));
  const bare = Array.isArray(json['citations'])
    ? json['citations'].map((url) => ({ url: String(url), title: '' }))
    : [];
  const sources = results.length > 0 ? results : bare;
  return sources.map((source) => ({ type: 'url_citation', url_citation: source }));
}
