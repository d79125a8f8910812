import type { Usage } from '../../../shared/contract/usage.ts';
import { objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { estimateTokens } from '../../../shared/pricing/estimate-tokens.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { sumEmbeddedTokens } from '../../../shared/pricing/sum-embedded-tokens.ts';
import type { Observation } from './observation.ts';

/** Roles and separators cost about this with most providers. */
const tokensPerMessage = 4;

/** How an answer ended: `left` by who asked for it, after it was sent; `cut` by whatever else went wrong. */
export type AnswerEnding = 'whole' | 'cut' | 'left';

/**
 * What an answer used: as reported, or estimated where the provider reported nothing, from what was sent and what had
 * come. Null if no answer began, because then nothing was used; but who leaves before it begins has had it made, and the
 * provider charges for what it read: to leave early must not be a way around a budget.
 */
export function usageOfAnswer(
  request: Readonly<Record<string, unknown>>,
  observation: Observation,
  ending: AnswerEnding,
): Usage | null {
  if (!observation.hasBegun && ending !== 'left') return null;
  const isCut = ending !== 'whole';
  if (observation.usage) return normalizeUsage({ ...observation.usage, ...(isCut ? { isPartial: true } : {}) });
  const { text, reasoning } = estimateOutput(observation);
  return normalizeUsage({
    input: estimateInput(request),
    output: text + reasoning,
    ...(reasoning > 0 ? { reasoning } : {}),
    basis: 'estimated',
    ...(isCut ? { isPartial: true } : {}),
  });
}

/** From the text that was kept; what was too long to be kept counts in proportion. */
function estimateOutput({ messages, outputCharacters, reasoningCharacters }: Observation) {
  const written = messages.map((message) => textOf(message) + (message['refusal'] ?? '')).join('');
  const thought = messages.map((message) => message['reasoning_content'] ?? message['reasoning'] ?? '').join('');
  return { text: tokensIn(written, outputCharacters), reasoning: tokensIn(thought, reasoningCharacters) };
}

function tokensIn(kept: string, characters: number): number {
  if (kept === '') return 0;
  return Math.round(estimateTokens(kept) * Math.max(characters / kept.length, 1));
}

function estimateInput(request: Readonly<Record<string, unknown>>): number {
  const messages = objectsIn(request['messages']);
  const spoken = messages.reduce((sum, message) => sum + estimateTokens(textOf(message)) + tokensPerMessage, 0);
  const tools = request['tools'] ? estimateTokens(JSON.stringify(request['tools'])) : 0;
  return spoken + tools + sumEmbeddedTokens(request['input'], estimateTokens);
}

/** What a message says, and the names and arguments of the tools it calls. */
function textOf(message: Record<string, unknown>): string {
  const { content } = message;
  const calls = objectsIn(message['tool_calls']).map((call) => Object.values(call['function'] ?? {}).join(''));
  if (typeof content === 'string') return content + calls.join('');
  const parts = objectsIn(content).map((part) => stringIn(part, 'text') ?? '');
  return [...parts, ...calls].join('');
}
