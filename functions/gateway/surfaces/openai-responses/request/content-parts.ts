import { objectsIn } from '../../../../../shared/json/json-object.ts';
import type { SourcedPart } from '../../translation/message-list.ts';
import { toPart } from './to-part.ts';

/** A `content` or `output` as parts; a text is one. */
export function contentParts(content: unknown, field: string): SourcedPart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ part: { type: 'text', text: content }, field }];
  return objectsIn(content).map((part, at) => ({ part: toPart(part, `${field}.${at}`), field: `${field}.${at}` }));
}
