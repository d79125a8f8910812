import { type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { listOf } from '../translation/list-of.ts';
import { arrangeBlocks, type Placed } from './arrange-blocks.ts';
import { markLast } from './cache-control.ts';
import { cutText, type TextPlaces } from './cut-text.ts';
import { placeCalls } from './place-calls.ts';
import { type ToBlock, toContentBlock } from './to-content-block.ts';
import { toReasoningBlock } from './to-reasoning-block.ts';
import { toToolUse } from './to-tool-use.ts';

/** An earlier answer as content blocks, in the order in which they came: Anthropic checks where its thinking stood. */
export function toAssistantBlocks(
  message: JsonObject,
  field: string,
  warnings: Warnings,
  toBlock: ToBlock = toContentBlock,
): JsonObject[] {
  const reasoning = toReasoning(message, field, warnings);
  const calls = objectsIn(message['tool_calls']).map((call, at) => ({
    offset: numberIn(call, 'offset'),
    block: toToolUse(call, `${field}.tool_calls.${at}`),
  }));
  const texts = toTexts(message, field, toBlock).map((block) => ({
    length: stringIn(block, 'text')?.length ?? 0,
    block,
  }));
  return markLast(arrangeBlocks(reasoning, placeCalls(texts, calls)), message);
}

/** Without a place it stands before all others. */
function toReasoning(message: JsonObject, field: string, warnings: Warnings): Placed<JsonObject>[] {
  const details = objectsIn(message['reasoning_details']);
  if (details.length === 0 && stringIn(message, 'reasoning_content')) {
    warnings.dropped(`${field}.reasoning_content`, unsigned);
  }
  return details.flatMap((detail, at) => {
    const block = toReasoningBlock(detail);
    if (block === null) warnings.dropped(`${field}.reasoning_details.${at}`, unsigned);
    return block === null ? [] : [{ index: numberIn(detail, 'index') ?? 0, block }];
  });
}

const unsigned = 'Reasoning that this provider has not signed is left out: it would be refused.';

function toTexts(message: JsonObject, field: string, toBlock: ToBlock): JsonObject[] {
  const { content } = message;
  const between = [...objectsIn(message['reasoning_details']), ...objectsIn(message['tool_calls'])];
  const offsets = between.flatMap((each) => listOf(numberIn(each, 'offset')));
  const places: TextPlaces = { annotations: objectsIn(message['annotations']), offsets };
  if (typeof content === 'string') return cutText(content, places);
  const blocks: JsonObject[] = [];
  let start = 0;
  for (const [at, part] of objectsIn(content).entries()) {
    const block = toBlock(part, `${field}.content.${at}`);
    blocks.push(...cutBlock(block, places, start));
    start += block === null ? 0 : (stringIn(block, 'text')?.length ?? 0);
  }
  const refusal = stringIn(message, 'refusal');
  return blocks.length === 0 && refusal ? [{ type: 'text', text: refusal }] : blocks;
}

/** A part that knows its own citations is one block; else the message's places may cut it. The mark stays at its end. */
function cutBlock(block: JsonObject | null, places: TextPlaces, start: number): JsonObject[] {
  const text = block === null ? null : stringIn(block, 'text');
  if (block === null || text === null || block['citations'] !== undefined) return listOf(block);
  return markLast(cutText(text, places, start), block);
}

function numberIn(object: JsonObject, name: string): number | null {
  const value = object[name];
  return typeof value === 'number' ? value : null;
}
