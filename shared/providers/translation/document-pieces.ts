import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from './cannot.ts';

/** The texts of a document that is cut into pieces; null if it is not. `field` is that of the part. */
export function documentPieces(part: JsonObject, field: string): string[] | null {
  const file = isObject(part['file']) ? part['file'] : {};
  if (!Array.isArray(file['content'])) return null;
  return objectsIn(file['content']).map((piece, at) => {
    const text = stringIn(piece, 'text');
    if (piece['type'] === 'text' && text !== null) return text;
    throw cannot(`${field}.file.content.${at}`, 'This provider takes no images in a document: send them beside it.');
  });
}
