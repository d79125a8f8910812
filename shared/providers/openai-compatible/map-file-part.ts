import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { documentPieces } from '../translation/document-pieces.ts';
import { dataUrlText, parseDataUrl } from '../translation/parse-data-url.ts';

const extras = ['title', 'context', 'citations'] as const;

/** Whether a part is a document in a form that only the chat dialect has. */
export function isDialectFile(part: JsonObject): boolean {
  if (part['type'] !== 'file' || !isObject(part['file'])) return false;
  const { content, file_url, file_data } = part['file'];
  if (content !== undefined || file_url !== undefined || extras.some((name) => part[name] !== undefined)) return true;
  return typeof file_data === 'string' && file_data.startsWith('data:text/');
}

/**
 * A document as OpenAI's chat takes it: PDF by value or by id. Text documents become texts, which every model reads. `field` is
 * the part's path in the request.
 */
export function mapFilePart(part: JsonObject, field: string, warnings: Warnings): JsonObject {
  const file = isObject(part['file']) ? part['file'] : {};
  const { cache_control: mark } = part;
  const marked = mark === undefined ? {} : { cache_control: mark };
  const text = textOf(part, file, field);
  if (text !== null) {
    warnings.converted(field, 'The document is sent as a text.');
    warnOfExtras(part, ['citations'], field, warnings);
    return { type: 'text', text: [...headings(part, file), text].join('\n\n'), ...marked };
  }
  if (file['file_data'] === undefined && file['file_id'] === undefined) {
    throw cannot(`${field}.file.file_url`, 'This endpoint fetches no documents: send file_data (a data URL).');
  }
  warnOfExtras(part, ['context', 'citations'], field, warnings);
  const { file_url: _, ...sent } = file;
  const filename = stringIn(file, 'filename') ?? stringIn(part, 'title');
  return { type: 'file', file: { ...sent, ...(filename === null ? {} : { filename }) }, ...marked };
}

function textOf(part: JsonObject, file: JsonObject, field: string): string | null {
  const pieces = documentPieces(part, field);
  if (pieces !== null) return pieces.join('\n\n');
  const data = parseDataUrl(stringIn(file, 'file_data') ?? '');
  return data?.mediaType.startsWith('text/') ? dataUrlText(data) : null;
}

function headings(part: JsonObject, file: JsonObject): string[] {
  const title = stringIn(part, 'title') ?? stringIn(file, 'filename');
  return [title, stringIn(part, 'context')].filter((each) => each !== null && each !== '').map(String);
}

function warnOfExtras(part: JsonObject, names: readonly string[], field: string, warnings: Warnings): void {
  for (const name of names) {
    const value = part[name];
    const isOff = isObject(value) && value['enabled'] === false;
    if (value !== undefined && value !== null && !isOff) {
      warnings.dropped(`${field}.${name}`, 'This endpoint does not read it.');
    }
  }
}
