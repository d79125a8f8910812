import type { ApiKey } from '../../../../shared/contract/keys.ts';

export const expiryChoices = ['never', '7', '30', '90', '365', 'custom'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

const dayMs = 86_400_000;

/** One model or pattern per line or comma; nothing means every model. */
export function parseModelPatterns(text: string): string[] | null {
  const patterns = text
    .split(/[\s,]+/)
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '');
  return patterns.length === 0 ? null : [...new Set(patterns)];
}

/** The moment a choice means. A custom date lasts to its end, where the person is. */
export function expiryOf(choice: ExpiryChoice, customDate: string, now: number): string | null {
  if (choice === 'never') return null;
  if (choice === 'custom') return customDate === '' ? null : new Date(`${customDate}T23:59:59.999`).toISOString();
  return new Date(now + Number(choice) * dayMs).toISOString();
}

/** The date of a moment as a date field wants it: `2026-11-21`, where the person is. */
export function dateFieldOf(time: string | number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export type KeyState = 'active' | 'expiring' | 'rotating' | 'expired' | 'revoked';

const soonMs = 7 * dayMs;

/** The key's status, with what an operator should notice while it still works. */
export function stateOf(key: ApiKey, now: number): KeyState {
  if (key.status !== 'active') return key.status;
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) return 'expired';
  if (key.previousSecretExpiresAt !== null && Date.parse(key.previousSecretExpiresAt) > now) return 'rotating';
  if (key.expiresAt !== null && Date.parse(key.expiresAt) - now < soonMs) return 'expiring';
  return 'active';
}

/** Keys that answer the filters of the page; revoked ones are hidden unless asked for. */
export function filterKeys(keys: readonly ApiKey[], text: string, status: string, now: number): ApiKey[] {
  const wanted = text.trim().toLowerCase();
  return keys.filter((key) => {
    const state = stateOf(key, now);
    const isWorking = state !== 'expired' && state !== 'revoked';
    if (status === 'active' ? !isWorking : status !== 'all' && state !== status) return false;
    return wanted === '' || `${key.name} ${key.prefix} ${key.scopes.join(' ')}`.toLowerCase().includes(wanted);
  });
}
