import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { toAnnotation } from './map-citations.ts';

interface Answer {
  text: string;
  reasoning: JsonObject[];
  calls: JsonObject[];
  annotations: JsonObject[];
}

/** The content blocks of an answer as a chat message. */
export function fromContentBlocks(blocks: unknown): JsonObject {
  const answer: Answer = { text: '', reasoning: [], calls: [], annotations: [] };
  for (const [index, block] of objectsIn(blocks).entries()) addBlock(answer, block, index);
  const thought = answer.reasoning.map((detail) => stringIn(detail, 'text') ?? '').join('');
  return {
    role: 'assistant',
    content: answer.text === '' && answer.calls.length > 0 ? null : answer.text,
    refusal: null,
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...listed('reasoning_details', answer.reasoning),
    ...listed('tool_calls', answer.calls.map(withoutEnd(answer.text.length))),
    ...listed('annotations', answer.annotations),
  };
}

/** A call that stands behind all of the text need not say so: most do. */
export function withoutEnd(length: number): (call: JsonObject) => JsonObject {
  return ({ offset, ...call }) => (offset === length ? call : { ...call, offset });
}

function listed(name: string, items: JsonObject[]): JsonObject {
  return items.length === 0 ? {} : { [name]: items };
}

function addBlock(answer: Answer, block: JsonObject, index: number): void {
  const offset = answer.text.length;
  switch (block['type']) {
    case 'text':
      answer.text += stringIn(block, 'text') ?? '';
      for (const citation of objectsIn(block['citations'])) {
        answer.annotations.push(toAnnotation(citation, { start_index: offset, end_index: answer.text.length }));
      }
      return;
    case 'thinking':
    case 'redacted_thinking':
      answer.reasoning.push(toReasoningDetail(block, { index, offset }));
      return;
    case 'tool_use':
      answer.calls.push({ ...toToolCall(block), offset });
  }
}

/** Where a block of reasoning stood: its place among the blocks, and how much of the text came before it. */
export interface ReasoningPlace {
  index: number;
  offset: number;
}

export function toReasoningDetail(block: JsonObject, place: ReasoningPlace): JsonObject {
  if (block['type'] === 'redacted_thinking') {
    return { type: 'reasoning.encrypted', data: stringIn(block, 'data') ?? '', ...place };
  }
  const signature = stringIn(block, 'signature') ?? '';
  return {
    type: 'reasoning.text',
    text: stringIn(block, 'thinking') ?? '',
    ...(signature === '' ? {} : { signature }),
    ...place,
  };
}

function toToolCall(block: JsonObject): JsonObject {
  const input = isObject(block['input']) ? block['input'] : {};
  return {
    id: stringIn(block, 'id') ?? '',
    type: 'function',
    function: { name: stringIn(block, 'name') ?? '', arguments: JSON.stringify(input) },
  };
}
