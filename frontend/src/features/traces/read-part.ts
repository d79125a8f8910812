/** A part of a message, whichever dialect it was recorded in. */
export type MessagePart =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'image'; url: string }
  | { type: 'toolCall'; id: string | null; name: string; arguments: string }
  | { type: 'toolResult'; id: string | null; text: string }
  | { type: 'other'; value: unknown };

export type Json = Record<string, unknown>;

/** A content part in the words of OpenAI, Anthropic, Google or OpenTelemetry; what is none of these stays as it is. */
export function readPart(part: unknown): MessagePart {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isObject(part)) return { type: 'other', value: part };
  return readTyped(part) ?? readGoogle(part) ?? { type: 'other', value: part };
}

/** By its `type`. */
function readTyped(part: Json): MessagePart | null {
  const text = part['text'] ?? part['content'];
  switch (part['type']) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'summary_text':
    case 'refusal':
      return { type: 'text', text: asText(text ?? part['refusal']) };
    case 'reasoning':
    case 'thinking':
      return readReasoning(part);
    case 'image_url':
    case 'input_image':
    case 'image':
    case 'blob':
    case 'uri':
      return readImage(part);
    case 'tool_call':
    case 'tool_use':
    case 'function_call':
      return callOf(part['id'] ?? part['call_id'], part['name'], part['arguments'] ?? part['input']);
    case 'tool_call_response':
    case 'tool_result':
    case 'function_call_output':
      return resultOf(
        part['id'] ?? part['tool_use_id'] ?? part['call_id'],
        part['result'] ?? part['response'] ?? part['content'] ?? part['output'],
      );
    default:
      return null;
  }
}

function readReasoning(part: Json): MessagePart {
  const summary = Array.isArray(part['summary']) ? joinTexts(part['summary']) : undefined;
  return { type: 'reasoning', text: asText(part['text'] ?? part['content'] ?? part['thinking'] ?? summary) };
}

/** Null of a blob or link of something else than an image. */
function readImage(part: Json): MessagePart | null {
  const source = isObject(part['source']) ? part['source'] : part;
  const format = [source['media_type'], source['mime_type']].find((each) => typeof each === 'string');
  const data = source['data'] ?? (part['type'] === 'blob' ? source['content'] : undefined);
  const isOther = ['blob', 'uri'].includes(String(part['type'])) && part['modality'] !== 'image' && !isImage(format);
  if (isOther) return null;
  if (typeof data === 'string' && format !== undefined) return { type: 'image', url: `data:${format};base64,${data}` };
  const address = part['image_url'] ?? source['url'] ?? source['uri'];
  const url = isObject(address) ? address['url'] : address;
  return typeof url === 'string' ? { type: 'image', url } : null;
}

const isImage = (format: unknown) => typeof format === 'string' && format.startsWith('image/');

/** Google's parts have no type: which field is there says what they are. */
function readGoogle(part: Json): MessagePart | null {
  const { text, functionCall, functionResponse, inlineData } = part;
  if (typeof text === 'string') return { type: part['thought'] === true ? 'reasoning' : 'text', text };
  if (isObject(functionCall)) return callOf(functionCall['id'], functionCall['name'], functionCall['args']);
  if (isObject(functionResponse))
    return resultOf(functionResponse['id'] ?? functionResponse['name'], functionResponse['response']);
  if (isObject(inlineData) && isImage(inlineData['mimeType']))
    return { type: 'image', url: `data:${inlineData['mimeType']};base64,${asText(inlineData['data'])}` };
  return null;
}

export function callOf(id: unknown, name: unknown, given: unknown): MessagePart {
  return { type: 'toolCall', id: textOrNull(id), name: asText(name), arguments: asText(given) };
}

/** Anthropic's results may be lists of parts. */
export function resultOf(id: unknown, given: unknown): MessagePart {
  const texts =
    Array.isArray(given) && given.length > 0 && given.every((part) => isObject(part) && part['type'] === 'text');
  return { type: 'toolResult', id: textOrNull(id), text: texts ? joinTexts(given) : asText(given) };
}

const joinTexts = (parts: unknown[]) => parts.map((part) => (isObject(part) ? asText(part['text']) : '')).join('\n\n');

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

/** Compact, as it is sent: what shows it lays it out. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
