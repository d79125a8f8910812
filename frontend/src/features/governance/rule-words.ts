import type { RuleEach, RuleScope } from '../../../../shared/contract/governance.ts';

/** What a rule counts, in words: `Each key, calls of openai/*`. Keys go by their name where there is one. */
export function describeScope(
  { scope, each }: { scope: RuleScope; each: RuleEach },
  keyName: (keyId: string) => string | null = () => null,
): string {
  const parts = [
    scope.keyId === null ? null : `key ${keyName(scope.keyId) ?? scope.keyId}`,
    scope.userId === null ? null : `user ${scope.userId}`,
    scope.model === null ? null : `calls of ${scope.model}`,
  ].filter((part) => part !== null);
  const who = each === null ? null : `each ${each}`;
  const words = [who, ...parts].filter((part) => part !== null).join(', ');
  return words === '' ? 'The whole project' : words.charAt(0).toUpperCase() + words.slice(1);
}

const nanoPerUsd = 1_000_000_000;

/** USD as typed to what is stored; undefined where it is not a positive amount. */
export function toNanoUsd(usd: number | undefined): number | undefined {
  if (usd === undefined || Number.isNaN(usd) || usd <= 0) return undefined;
  return Math.round(usd * nanoPerUsd);
}

export const toUsd = (nanoUsd: number): number => nanoUsd / nanoPerUsd;
