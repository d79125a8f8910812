import type { Provider } from '../../shared/contract/providers.ts';

export const sandboxProviderId = 'sandbox';

/** Always connected, and stored nowhere. */
export const sandboxProvider: Provider = {
  id: sandboxProviderId,
  kind: 'sandbox',
  name: 'Sandbox (simulated)',
  baseUrl: null,
  region: null,
  apiVersion: null,
  models: [],
  credentials: [],
  keyHint: null,
  isManaged: true,
  // As old as Signalbox.
  createdAt: '2026-11-21T00:00:00.000Z',
  updatedAt: '2026-11-21T00:00:00.000Z',
};
