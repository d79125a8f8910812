import { type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import { toFullForm } from './read-new-items.ts';

const prefixes: Readonly<Record<string, string>> = { message: 'msg', reasoning: 'rs', function_call: 'fc' };

/** The `input` of a call as items in full form. Each gets an id that derives from the answer's, so that pages can follow it. */
export function toStoredInput(input: unknown, answerId: string): (JsonObject & { id: string; type: string })[] {
  const items = typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : objectsIn(input);
  return items.map((item, index) => {
    const full = toFullForm(item);
    const id = `${prefixes[full.type] ?? 'item'}_${answerId}i${index.toString(16).padStart(4, '0')}`;
    return { ...full, id };
  });
}
