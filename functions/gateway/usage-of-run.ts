import type { Usage } from '../../shared/contract/usage.ts';
import { estimateTokens } from '../../shared/pricing/estimate-tokens.ts';
import { normalizeUsage } from '../../shared/pricing/normalize-usage.ts';
import type { Run } from './begin-run.ts';
import { isObject, objectsIn } from './json-object.ts';

/** Roles and separators cost about this with most providers. */
const tokensPerMessage = 4;

/**
 * What the call used: as reported, or estimated where the provider reported nothing, from what was sent and what had
 * come. Null if no answer began, because then nothing was used.
 */
export function usageOfRun(run: Run, isCut: boolean): Usage | null {
  const { observation } = run;
  if (!observation.hasBegun) return null;
  if (observation.usage) return normalizeUsage({ ...observation.usage, ...(isCut ? { isPartial: true } : {}) });
  const reasoning = tokensIn(observation.reasoningCharacters);
  return normalizeUsage({
    input: estimateInput(run.request),
    output: tokensIn(observation.outputCharacters) + reasoning,
    ...(reasoning > 0 ? { reasoning } : {}),
    basis: 'estimated',
    ...(isCut ? { isPartial: true } : {}),
  });
}

function tokensIn(characters: number): number {
  return characters === 0 ? 0 : Math.ceil(characters / 4);
}

function estimateInput(request: Run['request']): number {
  const messages = objectsIn(request['messages']);
  const spoken = messages.reduce((sum, message) => sum + estimateTokens(textOf(message)) + tokensPerMessage, 0);
  const tools = request['tools'] ? estimateTokens(JSON.stringify(request['tools'])) : 0;
  return spoken + tools + embeddedTokens(request['input']);
}

function textOf(message: Record<string, unknown>): string {
  const { content } = message;
  const calls = message['tool_calls'] ? JSON.stringify(message['tool_calls']) : '';
  if (typeof content === 'string') return content + calls;
  const parts = Array.isArray(content) ? content : [];
  return parts.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('') + calls;
}

/** An embeddings input: texts, or token ids, each of which is one. */
function embeddedTokens(input: unknown): number {
  if (typeof input === 'string') return estimateTokens(input);
  if (typeof input === 'number') return 1;
  return Array.isArray(input) ? input.reduce<number>((sum, each) => sum + embeddedTokens(each), 0) : 0;
}
