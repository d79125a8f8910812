import { isObject, type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { withoutEnd } from '../../../../../shared/providers/anthropic/from-content-blocks.ts';
import { toAnnotation } from '../../../../../shared/providers/anthropic/map-citations.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import type { SourcedPart } from '../../translation/message-list.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { SourcedBlock } from './blocks-of.ts';
import { cacheMark } from './cache-mark.ts';

/** What an earlier answer's blocks add up to; the chat dialect keeps thinking, text and calls apart. */
interface Gathered {
  parts: SourcedPart[];
  details: JsonObject[];
  calls: JsonObject[];
  annotations: JsonObject[];
  /** Characters of text so far: where in the message a cited block stands. */
  length: number;
}

type Rule = (gathered: Gathered, block: JsonObject, field: string) => void;

const rules: ReadonlyMap<unknown, Rule> = new Map<unknown, Rule>([
  ['text', addText],
  ['thinking', addThinking],
  ['redacted_thinking', addRedactedThinking],
  ['tool_use', addToolUse],
]);

/** An earlier answer as a message of the chat dialect, thinking and its signatures included. */
export function toAssistantMessage(blocks: readonly SourcedBlock[]): { message: JsonObject; parts: SourcedPart[] } {
  const gathered: Gathered = { parts: [], details: [], calls: [], annotations: [], length: 0 };
  for (const { block, field } of blocks) {
    const rule = rules.get(block['type']);
    if (!rule) {
      const known = [...rules.keys()].join(', ');
      throw invalidField(`${field}.type`, `a block of an answer is one of ${known}; others cannot be passed on`);
    }
    rule(gathered, block, field);
  }
  return { message: toMessage(gathered), parts: gathered.parts };
}

function toMessage({ details, calls, annotations, length }: Gathered): JsonObject {
  const thought = details.map((detail) => stringIn(detail, 'text') ?? '').join('');
  return {
    role: 'assistant',
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(withoutEnd(length)) }),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
}

function addText(gathered: Gathered, block: JsonObject, field: string): void {
  const text = requiredString(block, 'text', field);
  if (text === '') return;
  const range = { start_index: gathered.length, end_index: gathered.length + text.length };
  const citations = Array.isArray(block['citations']) ? block['citations'].filter(isObject) : [];
  gathered.annotations.push(...citations.map((citation) => toAnnotation(citation, range)));
  gathered.length = range.end_index;
  gathered.parts.push({ part: { type: 'text', text, ...cacheMark(block) }, field });
}

function addThinking(gathered: Gathered, block: JsonObject, field: string): void {
  const signature = stringIn(block, 'signature') ?? '';
  gathered.details.push({
    type: 'reasoning.text',
    text: requiredString(block, 'thinking', field),
    ...(signature === '' ? {} : { signature }),
    ...placeOf(gathered),
  });
}

function addRedactedThinking(gathered: Gathered, block: JsonObject, field: string): void {
  gathered.details.push({
    type: 'reasoning.encrypted',
    data: requiredString(block, 'data', field),
    ...placeOf(gathered),
  });
}

/** Some providers check where their model thought. */
function placeOf({ parts, details, calls, length }: Gathered): JsonObject {
  return { index: parts.length + details.length + calls.length, offset: length };
}

function addToolUse(gathered: Gathered, block: JsonObject, field: string): void {
  const name = requiredString(block, 'name', field);
  gathered.calls.push({
    id: requiredString(block, 'id', field),
    type: 'function',
    function: { name, arguments: JSON.stringify(block['input'] ?? {}) },
    ...cacheMark(block),
    offset: gathered.length,
  });
}
