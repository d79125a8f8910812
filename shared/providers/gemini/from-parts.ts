import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { writeSignature } from './thought-signature.ts';

/** What one piece of an answer adds to a message. */
export type PartDelta =
  | { kind: 'content' | 'reasoning'; text: string; extra: JsonObject }
  | { kind: 'call'; call: JsonObject }
  | { kind: 'image'; image: JsonObject };

/** Gemini's parts, in their order. `idOf` names the calls to which Gemini gave no id. */
export function fromParts(content: unknown, idOf: (name: string) => string): PartDelta[] {
  const parts = isObject(content) ? objectsIn(content['parts']) : [];
  return parts.flatMap((part) => fromPart(part, idOf));
}

function fromPart(part: JsonObject, idOf: (name: string) => string): PartDelta[] {
  const called = part['functionCall'];
  const data = part['inlineData'];
  if (isObject(called)) return [{ kind: 'call', call: fromCall(called, part, idOf) }];
  if (isObject(data)) return [{ kind: 'image', image: fromImage(data) }];
  const text = stringIn(part, 'text') ?? codeOf(part) ?? '';
  const extra = writeSignature(part);
  if (text === '' && Object.keys(extra).length === 0) return [];
  return [{ kind: part['thought'] === true ? 'reasoning' : 'content', text, extra }];
}

function fromCall(called: JsonObject, part: JsonObject, idOf: (name: string) => string): JsonObject {
  const name = stringIn(called, 'name') ?? '';
  return {
    id: stringIn(called, 'id') ?? idOf(name),
    type: 'function',
    function: { name, arguments: JSON.stringify(called['args'] ?? {}) },
    ...writeSignature(part),
  };
}

function fromImage(data: JsonObject): JsonObject {
  const url = `data:${stringIn(data, 'mimeType') ?? 'image/png'};base64,${stringIn(data, 'data') ?? ''}`;
  return { type: 'image_url', image_url: { url } };
}

/** Code that Google ran, and what it printed. */
function codeOf(part: JsonObject): string | null {
  const code = part['executableCode'];
  const result = part['codeExecutionResult'];
  if (isObject(code)) return `\n\`\`\`\n${stringIn(code, 'code') ?? ''}\n\`\`\`\n`;
  return isObject(result) ? `\n\`\`\`\n${stringIn(result, 'output') ?? ''}\n\`\`\`\n` : null;
}
