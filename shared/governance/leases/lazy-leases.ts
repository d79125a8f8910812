import type { GovernancePorts } from '../governance-ports.ts';
import { type Leases, noLeases } from './leases.ts';

/**
 * Leases whose code is read while the first call that needs counting takes what it needs from the table, as it would in any case: a
 * cold start does without.
 */
export function lazyLeases(ports: GovernancePorts): Leases {
  let leases = noLeases;
  let loading: Promise<void> | null = null;

  async function load(claims: Parameters<Leases['expect']>[0]): Promise<void> {
    try {
      const { createLeases } = await import('./create-leases.ts');
      leases = createLeases(ports);
      leases.expect(claims);
    } catch (error) {
      loading = null;
      ports.onUnsettled?.(error);
    }
  }

  return {
    async take(claims, turns) {
      if (leases === noLeases) loading ??= load(claims);
      return await leases.take(claims, turns);
    },
    expect: (claims) => leases.expect(claims),
    giveBack: (claims) => leases.giveBack(claims),
    async flush(reason) {
      await loading;
      await leases.flush(reason);
    },
  };
}
