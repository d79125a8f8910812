import type { ProviderTestOutcome } from '../../../../shared/contract/provider-parts.ts';
import type { Tone } from '../../ui/status.tsx';

/** What stands above the sentence that a test ends with: true of each case, whatever the sentence. */
export const providerTestWords: Readonly<Record<ProviderTestOutcome, { tone: Tone; heading: string }>> = {
  'lists-models': { tone: 'go', heading: 'It answers' },
  'refuses-access': { tone: 'stop', heading: 'Access refused' },
  'too-many-requests': { tone: 'caution', heading: 'It answers, but is busy' },
  'answers-error': { tone: 'stop', heading: 'It answers with an error' },
  'answers-otherwise': { tone: 'stop', heading: 'Something else answers' },
  silent: { tone: 'stop', heading: 'It does not answer' },
  'not-asked': { tone: 'stop', heading: 'It was not asked' },
};
