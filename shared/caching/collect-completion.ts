import { isObject, type JsonObject, objectsIn } from '../json/json-object.ts';

/** A completion that grows chunk by chunk. */
export interface CompletionCollector {
  add(chunk: Readonly<JsonObject>): void;
  /** Null if there was too much to keep. */
  completion(): JsonObject | null;
}

const maxChoices = 16;

/** Members of a delta that begin once and whose later pieces repeat them. */
const constantMembers: ReadonlySet<string> = new Set(['id', 'type', 'role', 'name', 'index', 'format', 'offset']);
/** Lists whose items are put together by their `index`. */
const indexedLists: ReadonlySet<string> = new Set(['tool_calls', 'reasoning_details']);

/** Puts the chunks of a stream together to the `chat.completion` that the same answer in one piece would have been. */
export function collectCompletion(maxCharacters: number): CompletionCollector {
  const head: JsonObject = {};
  const choices = new Map<number, JsonObject>();
  let characters = 0;
  return {
    add(chunk) {
      characters += JSON.stringify(chunk).length;
      if (characters > maxCharacters) return choices.clear();
      const { choices: _, object: __, ...members } = chunk;
      for (const [name, value] of Object.entries(members)) if (value !== null) head[name] = value;
      for (const choice of objectsIn(chunk['choices'])) addChoice(choices, choice);
    },
    completion() {
      if (characters > maxCharacters) return null;
      const ordered = [...choices].sort(([one], [other]) => one - other).map(([, choice]) => finished(choice));
      return { ...head, object: 'chat.completion', choices: ordered };
    },
  };
}

function addChoice(choices: Map<number, JsonObject>, { delta, ...members }: JsonObject): void {
  const index = typeof members['index'] === 'number' ? members['index'] : 0;
  if (index < 0 || index >= maxChoices) return;
  const choice = choices.get(index) ?? { index, message: { role: 'assistant', content: null }, finish_reason: null };
  choices.set(index, choice);
  for (const [name, value] of Object.entries(members)) {
    if (value === null || name === 'index') continue;
    choice[name] = name === 'logprobs' ? joined(choice[name], value) : value;
  }
  if (isObject(delta)) addMembers(choice['message'] as JsonObject, delta);
}

function addMembers(target: JsonObject, delta: JsonObject): void {
  for (const [name, value] of Object.entries(delta)) {
    if (value === null || value === undefined) continue;
    if (constantMembers.has(name)) target[name] ??= value;
    else if (indexedLists.has(name)) target[name] = byIndex(target[name], value);
    else target[name] = joined(target[name], value);
  }
}

/** Texts and lists add up, objects member by member; of anything else the last counts. */
function joined(known: unknown, added: unknown): unknown {
  if (typeof known === 'string' && typeof added === 'string') return known + added;
  if (Array.isArray(known) && Array.isArray(added)) return [...(known as unknown[]), ...(added as unknown[])];
  if (!isObject(added)) return added;
  const target = isObject(known) ? known : {};
  addMembers(target, added);
  return target;
}

/** Items keep their `index` until the end: it says which pieces belong together. */
function byIndex(known: unknown, added: unknown): JsonObject[] {
  const items = objectsIn(known);
  for (const piece of objectsIn(added)) {
    const same = items.find((item) => item['index'] === (piece['index'] ?? 0));
    if (same === undefined) items.push(startedWith(piece));
    else addMembers(same, piece);
  }
  return items;
}

function startedWith(piece: JsonObject): JsonObject {
  const item: JsonObject = { index: 0 };
  addMembers(item, { ...piece });
  item['index'] = piece['index'] ?? 0;
  return item;
}

/** Tool calls of an answer in one piece have no `index`; details of reasoning keep theirs, which is their place. */
function finished(choice: JsonObject): JsonObject {
  const message = choice['message'] as JsonObject;
  const calls = objectsIn(message['tool_calls']).sort((one, other) => Number(one['index']) - Number(other['index']));
  if (calls.length === 0) return choice;
  return { ...choice, message: { ...message, tool_calls: calls.map(({ index: _, ...call }) => call) } };
}
