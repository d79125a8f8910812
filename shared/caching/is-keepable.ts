import { type JsonObject, objectsIn } from '../json/json-object.ts';

const completeReasons: ReadonlySet<unknown> = new Set(['stop', 'tool_calls']);

/** Whether an answer may be given again: every choice has come to its own end, none was cut by length or by a filter. */
export function isKeepable(completion: Readonly<JsonObject>): boolean {
  const choices = objectsIn(completion['choices']);
  return choices.length > 0 && choices.every((choice) => completeReasons.has(choice['finish_reason']));
}
