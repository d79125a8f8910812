import { type JsonObject, objectsIn } from '../../../../../shared/json/json-object.ts';

/** A content block and its path in the body. */
export interface SourcedBlock {
  block: JsonObject;
  field: string;
}

/** A `content` as blocks: a text is one. */
export function blocksOf(content: unknown, field: string): SourcedBlock[] {
  if (typeof content === 'string') return content === '' ? [] : [{ block: { type: 'text', text: content }, field }];
  return objectsIn(content).map((block, at) => ({ block, field: `${field}.${at}` }));
}
