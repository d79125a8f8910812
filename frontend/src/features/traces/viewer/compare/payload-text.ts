import type { Span } from '../../../../../../shared/contract/span.ts';
import { readMessages } from '../../read-messages.ts';

/** Comparing takes time with the square of the lines. */
export const mostLines = 1500;

/** A payload as lines that can be compared: messages as text, the rest as JSON. */
export function payloadText(payload: Span['input']): string {
  if (payload === null) return '';
  const value = payload.value ?? payload.preview;
  const messages = readMessages(value);
  const text =
    messages === null
      ? asText(value)
      : messages.map(({ role, parts }) => `${role}:\n${parts.map(partText).join('\n')}`).join('\n\n');
  const lines = text.split('\n');
  return lines.length <= mostLines
    ? text
    : `${lines.slice(0, mostLines).join('\n')}\n… (${lines.length - mostLines} more lines)`;
}

function partText(part: NonNullable<ReturnType<typeof readMessages>>[number]['parts'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'reasoning':
      return `(reasoning) ${part.text}`;
    case 'image':
      return `(image) ${part.url.slice(0, 80)}`;
    case 'toolCall':
      return `(calls ${part.name}) ${laidOut(part.arguments)}`;
    case 'toolResult':
      return `(result) ${laidOut(part.text)}`;
    case 'other':
      return asText(part.value);
  }
}

/** JSON line by line, so that the lines tell what differs. */
function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return asText(JSON.parse(text));
  } catch {
    return text;
  }
}

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''));
