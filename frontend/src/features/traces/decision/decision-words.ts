import type { CallDecision } from '../../../../../shared/contract/call-decision.ts';
import type { Tone } from '../../../ui/status.tsx';

export const surfaceNames: Record<CallDecision['surface'], string> = {
  'openai-chat': 'OpenAI chat completions',
  'openai-responses': 'OpenAI responses',
  'openai-embeddings': 'OpenAI embeddings',
  'anthropic-messages': 'Anthropic messages',
};

export const cacheWords: Record<NonNullable<CallDecision['cache']>, string> = {
  hit: 'answered from the cache, for nothing',
  shared: 'shared the answer of an identical call',
  miss: 'not in the cache',
};

/** How the answer came to follow its schema, or that it does not. */
export function structuredWords({ mode, isValid, wasRepaired }: NonNullable<CallDecision['structuredOutput']>): {
  tone: Tone;
  words: string;
} {
  const how = mode === 'native' ? 'by the model itself' : 'by instruction';
  if (!isValid) return { tone: 'stop', words: `does not follow the schema, asked ${how}` };
  return wasRepaired
    ? { tone: 'caution', words: `valid after one repair, ${how}` }
    : { tone: 'go', words: `valid, ${how}` };
}

/** True where there is more to show than the way in: a plain call that went well has little to explain. */
export function candidatesWorthShowing({ candidates, route }: CallDecision): boolean {
  return candidates.length > 1 || (route !== null && candidates.length > 0);
}
