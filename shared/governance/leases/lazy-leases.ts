import type { GovernancePorts } from '../governance-ports.ts';
import { type Leases, noLeases } from './leases.ts';

/** Leases whose code is read beside the first call that needs counting: functions, which have none, start without it. */
export function lazyLeases(ports: GovernancePorts): Leases {
  let leases = noLeases;
  let loading: Promise<void> | null = null;

  async function load(...first: Parameters<Leases['expect']>): Promise<void> {
    try {
      const { createLeases } = await import('./create-leases.ts');
      leases = createLeases(ports);
      leases.expect(...first);
    } catch (error) {
      loading = null;
      ports.onUnsettled?.(error);
    }
  }

  return {
    take(claims, call) {
      if (leases === noLeases) loading ??= load(claims, call);
      return leases.take(claims, call);
    },
    expect: (claims, call) => leases.expect(claims, call),
    countersWith: (parts, read) => leases.countersWith(parts, read),
    giveBack: (claims) => leases.giveBack(claims),
    async flush() {
      await loading;
      await leases.flush();
    },
  };
}
