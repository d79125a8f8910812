import { type JsonObject, parseJson, stringIn } from '../../../../../shared/json/json-object.ts';
import type { BlockEvent } from './block-cursor.ts';

/** The content blocks that the events of a stream add up to. */
export function assembleBlocks(events: readonly BlockEvent[]): JsonObject[] {
  const blocks: JsonObject[] = [];
  for (const event of events) {
    if (event.type === 'content_block_start') blocks.push({ ...event.content_block });
    const block = blocks.at(-1) ?? {};
    if (event.type === 'content_block_delta') addDelta(block, event.delta);
    if (event.type === 'content_block_stop' && block['type'] === 'tool_use') block['input'] = toInput(block['input']);
  }
  return blocks;
}

function addDelta(block: JsonObject, delta: JsonObject): void {
  switch (delta['type']) {
    case 'text_delta':
      append(block, 'text', delta['text']);
      break;
    case 'thinking_delta':
      append(block, 'thinking', delta['thinking']);
      break;
    case 'signature_delta':
      append(block, 'signature', delta['signature']);
      break;
    case 'input_json_delta':
      append(block, 'input', delta['partial_json']);
      break;
    case 'citations_delta':
      block['citations'] = [...(Array.isArray(block['citations']) ? block['citations'] : []), delta['citation']];
  }
}

function append(block: JsonObject, name: string, more: unknown): void {
  block[name] = `${stringIn(block, name) ?? ''}${more}`;
}

/** Arguments that are no JSON, because the model stumbled or ran out of tokens, stay a text: nothing is lost. */
function toInput(input: unknown): unknown {
  if (typeof input !== 'string' || input.trim() === '') return {};
  const parsed = parseJson(input);
  return parsed === null ? input : parsed.value;
}
