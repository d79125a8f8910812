import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { arrangeBlocks } from '../../../../../shared/providers/anthropic/arrange-blocks.ts';
import { rangeOf, toCitations } from '../../../../../shared/providers/anthropic/map-citations.ts';
import { placeCalls } from '../../../../../shared/providers/anthropic/place-calls.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { type AnswerPart, answerPartsOf } from '../../translation/answer-parts.ts';

/**
 * The pieces of a completion in the order in which their model wrote them: a message keeps reasoning, text and citations
 * apart, and says of each where it stood.
 */
export function inOrder(choice: JsonObject): AnswerPart[] {
  const message = objectIn(choice, 'message');
  const details = objectsIn(message['reasoning_details']).map((detail, at) => ({ index: at, ...detail }));
  const reasoning = details.map((detail) => ({
    index: 'offset' in detail ? detail.index : 0,
    block: { reasoning_details: [detail] },
  }));
  const calls = objectsIn(message['tool_calls']).map((call, at) => ({
    offset: typeof call['offset'] === 'number' ? call['offset'] : null,
    block: { tool_calls: [{ index: at, ...call }] },
  }));
  const pieces = texts(message).map((block) => ({ length: stringIn(block, 'content')?.length ?? 0, block }));
  const deltas = [
    bareReasoning(message),
    ...arrangeBlocks<JsonObject>(reasoning, placeCalls<JsonObject>(pieces, calls)),
  ];
  return [...deltas, { images: message['images'] }].flatMap((delta) => answerPartsOf({ delta }));
}

/** The details repeat it, if they hold any text. */
function bareReasoning(message: JsonObject): JsonObject {
  const isRepeated = answerPartsOf({ delta: { reasoning_details: message['reasoning_details'] } }).some(
    ({ kind }) => kind === 'reasoning',
  );
  const { reasoning_content, reasoning } = message;
  return isRepeated ? {} : { reasoning_content, reasoning };
}

/** The text cut into the blocks that it came in; citations that have no block of their own follow the whole. */
function texts(message: JsonObject): JsonObject[] {
  const { content, refusal } = message;
  const text = typeof content === 'string' ? content : '';
  const annotations = objectsIn(message['annotations']);
  const cited = annotations.filter((annotation) => isOfBlock(annotation, text.length));
  const points = cutsOf(message, cited, text.length);
  const pieces = points.slice(1).map((end, at) => ({
    ...(at === 0 ? {} : { content_index: at }),
    content: text.slice(points[at], end),
    annotations: cited.filter((annotation) => rangeOf(annotation)?.end_index === end),
  }));
  const others = { refusal, annotations: annotations.filter((annotation) => !cited.includes(annotation)) };
  const isEmpty = !stringIn(message, 'refusal') && others.annotations.length === 0;
  return isEmpty ? pieces : [...pieces, others];
}

/** Anthropic cites block by block; others mark a place in their text. */
function isOfBlock(annotation: JsonObject, length: number): boolean {
  const range = rangeOf(annotation);
  return (
    range !== null && range.end_index > 0 && range.end_index <= length && isObject(firstOf(toCitations([annotation])))
  );
}

function firstOf({ citations }: JsonObject): JsonObject | undefined {
  return objectsIn(citations)[0];
}

function cutsOf(message: JsonObject, cited: readonly JsonObject[], length: number): number[] {
  const ranges = cited.map(rangeOf).filter((range) => range !== null);
  const between = [...objectsIn(message['reasoning_details']), ...objectsIn(message['tool_calls'])];
  const offsets = between.map(({ offset }) => offset);
  const cuts = new Set([0, length, ...ranges.flatMap(({ start_index, end_index }) => [start_index, end_index])]);
  for (const offset of offsets) if (typeof offset === 'number') cuts.add(offset);
  return [...cuts].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
}
