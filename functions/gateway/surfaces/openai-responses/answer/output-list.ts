import type { JsonObject } from '../../../../../shared/json/json-object.ts';

export type ResponseEvent = JsonObject & { type: string };
export type Emit = (event: ResponseEvent) => void;

/** The items of an answer, each with its place and an id that derives from the answer's. */
export interface OutputList {
  /** Announces an item and keeps it; the object stays the caller's to complete. */
  add(prefix: string, item: JsonObject): OutputItem;
  readonly items: readonly JsonObject[];
}

export interface OutputItem {
  readonly item: JsonObject;
  /** An event about the item. */
  tell(event: ResponseEvent): void;
  /** The item is complete. */
  close(fields: JsonObject): void;
}

export function createOutputList(emit: Emit, answerId: string): OutputList {
  const items: JsonObject[] = [];
  return {
    items,
    add(prefix, fields) {
      const place = { output_index: items.length };
      const id = `${prefix}_${answerId}${items.length.toString(16).padStart(4, '0')}`;
      const item: JsonObject = { id, ...fields };
      items.push(item);
      // The item grows; the event shows it as it was.
      emit({ type: 'response.output_item.added', ...place, item: { ...item } });
      return {
        item,
        tell: (event) => emit({ ...event, item_id: id, ...place }),
        close(last) {
          Object.assign(item, last);
          emit({ type: 'response.output_item.done', ...place, item: { ...item } });
        },
      };
    },
  };
}
