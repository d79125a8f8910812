import { isObject, type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';

/** An annotation as a citation: Anthropic's own as they were, links of the web as the nearest that Anthropic has. */
export function toCitation(annotation: JsonObject): JsonObject {
  const web = annotation['url_citation'];
  if (!isObject(web)) return withoutRange(annotation);
  return {
    type: 'web_search_result_location',
    ...withoutRange(web),
    url: stringIn(web, 'url') ?? '',
    title: stringIn(web, 'title'),
    cited_text: stringIn(web, 'cited_text') ?? '',
    encrypted_index: stringIn(web, 'encrypted_index') ?? '',
  };
}

/** Where in the text it stands is said by the block that it is in. */
function withoutRange({ start_index: _, end_index: __, ...said }: JsonObject): JsonObject {
  return said;
}
