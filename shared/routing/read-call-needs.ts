import type { CallNeed } from '../contract/route-condition.ts';
import { isObject, objectsIn } from '../json/json-object.ts';

type Request = Readonly<Record<string, unknown>>;

/** What a request in the chat dialect asks of a model, read from its own fields. */
export function readCallNeeds(request: Request): CallNeed[] {
  const found: readonly [CallNeed, boolean][] = [
    ['vision', hasImages(request['messages'])],
    ['tools', objectsIn(request['tools']).length > 0],
    ['json', isObject(request['response_format']) && request['response_format']['type'] === 'json_schema'],
    ['reasoning', asksToReason(request)],
  ];
  return found.flatMap(([need, isNeeded]) => (isNeeded ? [need] : []));
}

function hasImages(messages: unknown): boolean {
  return objectsIn(messages).some(({ content }) => objectsIn(content).some(({ type }) => type === 'image_url'));
}

function asksToReason({ reasoning_effort: effort, reasoning }: Request): boolean {
  // `reasoning` wins over `reasoning_effort` in the chat dialect.
  if (!isObject(reasoning)) return typeof effort === 'string' && effort !== 'none';
  const { enabled, effort: asked, max_tokens: budget } = reasoning;
  if (enabled === false || asked === 'none') return false;
  return enabled === true || typeof asked === 'string' || typeof budget === 'number';
}
