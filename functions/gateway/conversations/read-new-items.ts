import { ValidationError } from '../../../shared/http/errors.ts';
import { type JsonObject, stringIn } from '../../../shared/json/json-object.ts';
import type { NewItem } from '../../../shared/storage/conversation-append.ts';
import { itemsToMessages } from './items-to-messages.ts';

/** Items as a caller sent them, in full form. What no model could be told is refused here, not when it is to be used. */
export function readNewItems(items: readonly JsonObject[]): NewItem[] {
  const read = items.map(toFullForm);
  try {
    itemsToMessages(read);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(
      error.fieldErrors.map(({ field, message }) => ({
        field: field.replace(/^(body\.)?input/, 'body.items'),
        message,
      })),
    );
  }
  return read;
}

/** An item with all that OpenAI's has and callers may leave out, but its id, which is given here. */
export function toFullForm({ id: _, ...item }: JsonObject): NewItem {
  const type = stringIn(item, 'type') ?? 'message';
  const full = { ...item, type, status: item['status'] ?? 'completed' };
  if (type !== 'message' || typeof item['content'] !== 'string') return full;
  const text = item['content'];
  const part =
    item['role'] === 'assistant' ? { type: 'output_text', text, annotations: [] } : { type: 'input_text', text };
  return { ...full, content: [part] };
}
