import { type Counters, nameOf } from '../read-counters.ts';
import { amountsOf } from './lease.ts';
import { unusedOf } from './lease-account.ts';
import type { LeasedPart } from './leased-part.ts';

type Item = Record<string, unknown>;

/**
 * Counters as a process with leases knows them: what is its own exactly, what others have done as of the last time that it looked.
 * What no call of its own uses counts as free, and so does what this call takes.
 */
export function countersWith(parts: readonly LeasedPart[], read: Counters): Counters {
  if (parts.length === 0) return read;
  const known = new Map<string, Item>();
  for (const part of parts) noteCounters(part, known);
  return { of: (key) => known.get(nameOf(key)) ?? read.of(key) };
}

function noteCounters({ lease, claim }: LeasedPart, known: Map<string, Item>): void {
  const amounts = amountsOf(claim);
  const [first = 0, second = 0] = lease.accounts.map((account, n) => unusedOf(account) + (amounts[n] ?? 0));
  const { sight } = lease;
  if (sight.kind === 'budget') {
    known.set(nameOf(claim.key), { committed: sight.live - first, spent: sight.counter.spent });
    return;
  }
  const { requests, tokens } = sight.current;
  known.set(nameOf(claim.key), { requests: requests - first, tokens: tokens - second });
  if (claim.kind === 'window') known.set(nameOf(claim.previousKey), { ...sight.previous });
}
