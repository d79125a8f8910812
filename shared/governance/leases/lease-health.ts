import type { GovernancePorts } from '../governance-ports.ts';

/** Whether leases can be written. Of a table that cannot be reached every write would tell, each second, for each counter. */
export interface LeaseHealth {
  failed(error: unknown): void;
  succeeded(): void;
}

export function createLeaseHealth({ onUnsettled, onRecovered }: GovernancePorts): LeaseHealth {
  let isFailing = false;
  return {
    failed(error) {
      if (!isFailing) onUnsettled?.(error);
      isFailing = true;
    },
    succeeded() {
      if (isFailing) onRecovered?.();
      isFailing = false;
    },
  };
}
