import { type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { listOf } from '../translation/list-of.ts';
import { markLast } from './cache-control.ts';
import { cutText } from './cut-text.ts';
import { type ToBlock, toContentBlock } from './to-content-block.ts';
import { toReasoningBlock } from './to-reasoning-block.ts';
import { toToolUse } from './to-tool-use.ts';

interface Reasoning {
  /** Its place among the blocks; absent it stands before all others. */
  index: number;
  block: JsonObject;
}

/** An earlier answer as content blocks, in the order in which they came: Anthropic checks where its thinking stood. */
export function toAssistantBlocks(
  message: JsonObject,
  field: string,
  warnings: Warnings,
  toBlock: ToBlock = toContentBlock,
): JsonObject[] {
  const reasoning = toReasoning(message, field, warnings);
  const calls = objectsIn(message['tool_calls']).map((call, at) => toToolUse(call, `${field}.tool_calls.${at}`));
  return markLast(arrange(reasoning, [...toTexts(message, field, toBlock), ...calls]), message);
}

function toReasoning(message: JsonObject, field: string, warnings: Warnings): Reasoning[] {
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
  const content = message['content'];
  if (typeof content === 'string') {
    const offsets = objectsIn(message['reasoning_details']).flatMap((detail) => listOf(numberIn(detail, 'offset')));
    return cutText(content, objectsIn(message['annotations']), offsets);
  }
  const parts = objectsIn(content).flatMap((part, at) => listOf(toBlock(part, `${field}.content.${at}`)));
  const refusal = stringIn(message, 'refusal');
  return parts.length === 0 && refusal ? [{ type: 'text', text: refusal }] : parts;
}

function arrange(reasoning: readonly Reasoning[], others: JsonObject[]): JsonObject[] {
  const blocks: JsonObject[] = [];
  const rest = [...others];
  for (const { index, block } of reasoning.toSorted((a, b) => a.index - b.index)) {
    blocks.push(...rest.splice(0, Math.max(index - blocks.length, 0)), block);
  }
  return [...blocks, ...rest];
}

function numberIn(object: JsonObject, name: string): number | null {
  const value = object[name];
  return typeof value === 'number' ? value : null;
}
