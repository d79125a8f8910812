import { type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';

/** Messages that only make sense together: one message, or a message that calls tools with all of their results. */
export interface MessageUnit {
  /** Positions in the request's messages. */
  indexes: readonly number[];
  isInstruction: boolean;
  startsTurn: boolean;
}

const instructionRoles: readonly (string | null)[] = ['system', 'developer'];

/** Cuts a conversation where it may be cut; every message is in exactly one unit, in order of its first message. */
export function splitConversation(messages: readonly JsonObject[]): MessageUnit[] {
  const taken = new Set<number>();
  const units: MessageUnit[] = [];
  for (const [index, message] of messages.entries()) {
    if (taken.has(index)) continue;
    const indexes = [index, ...resultsOf(messages, index, taken)];
    for (const each of indexes) taken.add(each);
    const role = stringIn(message, 'role');
    units.push({ indexes, isInstruction: instructionRoles.includes(role), startsTurn: role === 'user' });
  }
  return units;
}

/** Wherever they stand behind the call, up to the next call that has the same id. */
function resultsOf(messages: readonly JsonObject[], at: number, taken: ReadonlySet<number>): number[] {
  const open = new Set(callIds(messages[at]));
  const results: number[] = [];
  for (let index = at + 1; index < messages.length && open.size > 0; index++) {
    const message = messages[index];
    for (const id of callIds(message)) open.delete(id);
    const answered = message?.['role'] === 'tool' ? stringIn(message, 'tool_call_id') : null;
    if (answered !== null && open.has(answered) && !taken.has(index)) results.push(index);
  }
  return results;
}

function callIds(message: JsonObject | undefined): string[] {
  return objectsIn(message?.['tool_calls']).flatMap((call) => stringIn(call, 'id') ?? []);
}

/**
 * What may be left out, in the order in which it is: the oldest turns as a whole, so that the rest begins with a user's
 * message as most providers want it; then the older steps of the turn that is going on. Instructions, the message that
 * began this turn and its last step stay.
 */
export function droppableParts(units: readonly MessageUnit[]): MessageUnit[][] {
  const turns: MessageUnit[][] = [];
  let isOpening = false;
  for (const unit of units.filter(({ isInstruction }) => !isInstruction)) {
    const last = turns.at(-1);
    if (last === undefined || (unit.startsTurn && !isOpening)) turns.push([unit]);
    else last.push(unit);
    isOpening = unit.startsTurn;
  }
  const current = turns.pop() ?? [];
  const steps = current.slice(current.findLastIndex(({ startsTurn }) => startsTurn) + 1, -1);
  return [...turns, ...steps.map((step) => [step])];
}
