import type { CallDecision } from '../../../../shared/contract/call-decision.ts';

/** Who answered a call through a route, and who was tried before: `Answered by a, after b failed.` */
export function describeChoice({ attempts, cache, candidates }: CallDecision): string {
  if (cache === 'hit') return 'Answered from the cache.';
  if (cache === 'shared') return 'Shares the answer of an identical call.';
  const answered = attempts.find(({ outcome }) => outcome === 'answered')?.model;
  const failed = [...new Set(attempts.filter(({ outcome }) => outcome === 'failed').map(({ model }) => model))];
  if (answered === undefined) {
    const chosen = candidates.find(({ verdict }) => verdict === 'chosen')?.model;
    return failed.length > 0 ? `Tried ${failed.join(', ')}.` : `Chosen: ${chosen ?? 'no model'}.`;
  }
  const others = failed.filter((model) => model !== answered);
  return others.length === 0
    ? `Answered by ${answered}.`
    : `Answered by ${answered}, after ${others.join(', ')} failed.`;
}
