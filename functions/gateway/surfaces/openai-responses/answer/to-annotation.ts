import { isObject, type JsonObject } from '../../../../../shared/json/json-object.ts';

/** Chat completions nest a citation of the web, responses do not; others are as they came. */
export function toAnnotation(annotation: JsonObject): JsonObject {
  const web = annotation['url_citation'];
  return isObject(web) ? { type: 'url_citation', ...web } : annotation;
}
