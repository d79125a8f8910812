import type { CredentialRecord, ProviderRecord } from '../../shared/contract/providers.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import type { Clock } from '../../shared/runtime/clock.ts';

type ProviderRef = Pick<ProviderRecord, 'projectId' | 'id'>;

export interface CredentialPool {
  /**
   * One of the provider's keys, by weight; null if it has none. Throws a `ProviderError` if `avoid` names all of them.
   */
  pick(provider: ProviderRecord, avoid?: ReadonlySet<string>): CredentialRecord | null;
  /** Leaves a key alone for a while: in this process only, since the next one learns it from its own first refusal. */
  coolDown(provider: ProviderRef, credentialId: string, seconds: number): void;
  /** Cools a key down if an error says something against it: it was refused, or asked too often. */
  report(provider: ProviderRef, credentialId: string, error: ProviderError): void;
  /** Whether a key is left that does not rest: then another try may fare better than the last. */
  hasOther(provider: ProviderRecord): boolean;
}

interface CredentialPoolPorts {
  clock: Clock;
  /** From 0 to below 1. */
  random?: () => number;
}

const maxSeconds = 3_600;
const maxEntries = 10_000;
const rateLimitedSeconds = 20;
/** A key that is refused is rarely accepted a minute later. */
const refusedSeconds = 300;

export function createCredentialPool({ clock, random = Math.random }: CredentialPoolPorts): CredentialPool {
  const coolUntil = new Map<string, number>();
  const untilOf = (provider: ProviderRef, credentialId: string) => coolUntil.get(nameOf(provider, credentialId)) ?? 0;
  const coolDown = (provider: ProviderRef, credentialId: string, seconds: number) => {
    const now = clock();
    const name = nameOf(provider, credentialId);
    const until = Math.max(coolUntil.get(name) ?? 0, now + Math.min(seconds, maxSeconds) * 1_000);
    coolUntil.delete(name);
    coolUntil.set(name, until);
    if (coolUntil.size > maxEntries) forget(coolUntil, now);
  };
  return {
    pick(provider, avoid = new Set()) {
      const now = clock();
      const present = provider.credentials.filter((each) => !isRetired(each, now));
      if (present.length === 0) return null;
      const allowed = present.filter(({ id }) => !avoid.has(id));
      if (allowed.length === 0) throw noOtherKey(provider);
      const rested = allowed.filter(({ id }) => untilOf(provider, id) <= now);
      const active = rested.filter(({ state }) => state === 'active');
      // A retiring key serves while its successor is refused; that is what the overlap is for.
      if (rested.length > 0) return byWeight(active.length > 0 ? active : rested, random());
      // Better tried than not: whether the provider as a whole rests is for its circuit breaker to say.
      return allowed.toSorted((a, b) => untilOf(provider, a.id) - untilOf(provider, b.id))[0] ?? null;
    },
    coolDown,
    report(provider, credentialId, error) {
      const seconds = secondsAfter(error);
      if (seconds !== null) coolDown(provider, credentialId, seconds);
    },
    hasOther(provider) {
      const now = clock();
      return provider.credentials.some((each) => !isRetired(each, now) && untilOf(provider, each.id) <= now);
    },
  };
}

function secondsAfter({ type, retryAfterSeconds }: ProviderError): number | null {
  if (type === 'provider_authentication_failed') return refusedSeconds;
  return type === 'provider_rate_limited' ? (retryAfterSeconds ?? rateLimitedSeconds) : null;
}

function nameOf({ projectId, id }: ProviderRef, credentialId: string): string {
  return `${projectId}/${id}/${credentialId}`;
}

function isRetired({ retiresAt }: CredentialRecord, now: number): boolean {
  return retiresAt !== null && Date.parse(retiresAt) <= now;
}

function byWeight(keys: readonly CredentialRecord[], random: number): CredentialRecord | null {
  let rest = random * keys.reduce((sum, { weight }) => sum + weight, 0);
  for (const key of keys) {
    rest -= key.weight;
    if (rest < 0) return key;
  }
  return keys.at(-1) ?? null;
}

/** What is over goes first; if that is not enough, what was noted first. */
function forget(coolUntil: Map<string, number>, now: number): void {
  for (const [name, until] of coolUntil) if (until <= now) coolUntil.delete(name);
  for (const name of coolUntil.keys()) {
    if (coolUntil.size <= maxEntries) return;
    coolUntil.delete(name);
  }
}

function noOtherKey({ id }: ProviderRecord): ProviderError {
  return new ProviderError('provider_rate_limited', `No other key of the provider "${id}" is left to try.`);
}
