import { isObject, type JsonObject, objectsIn } from '../json/json-object.ts';

/** In the order in which models say them; what else there is in a message comes before its end. */
const partOrder = ['reasoning_content', 'reasoning', 'reasoning_details', 'content', 'refusal', 'annotations'];

/** A whole completion as the chunks of a stream: role, reasoning, text, tool calls, end, usage. */
export function replayAsChunks(completion: Readonly<JsonObject>): JsonObject[] {
  const { choices: _, usage, object: __, ...members } = completion;
  const head = { ...members, object: 'chat.completion.chunk' };
  const choices = objectsIn(completion['choices']);
  const pieces = choices.flatMap((choice, place) => piecesOf(choice, place));
  const chunks: JsonObject[] = pieces.map((piece) => ({ ...head, choices: [piece] }));
  return usage === undefined || usage === null ? chunks : [...chunks, { ...head, choices: [], usage }];
}

function piecesOf({ message, index, finish_reason, ...members }: JsonObject, place: number): JsonObject[] {
  const at = typeof index === 'number' ? index : place;
  const { role = 'assistant', ...parts } = isObject(message) ? message : {};
  const deltas = [{ role }, ...deltasOf(parts)];
  const spoken = deltas.map((delta) => ({ index: at, delta, finish_reason: null }));
  return [...spoken, { index: at, delta: {}, finish_reason, ...members }];
}

function deltasOf({ tool_calls, ...parts }: JsonObject): JsonObject[] {
  const names = [...partOrder, ...Object.keys(parts).filter((name) => !partOrder.includes(name))];
  const said = names.filter((name) => parts[name] !== undefined && parts[name] !== null);
  const calls = objectsIn(tool_calls).map((call, index) => ({ tool_calls: [{ index, ...call }] }));
  return [...said.map((name) => ({ [name]: withIndexes(name, parts[name]) })), ...calls];
}

function withIndexes(name: string, value: unknown): unknown {
  if (name !== 'reasoning_details') return value;
  return objectsIn(value).map((detail, index) => ({ index, ...detail }));
}
