import { expect, test } from 'vitest';
import { isProviderFailure } from './is-provider-failure.ts';

test.each(['provider_failed', 'provider_timeout', 'provider_stream_cut', 'provider_authentication_failed'])(
  '%s is the provider’s failure',
  (type) => {
    expect(isProviderFailure(type)).toBe(true);
  },
);

test.each([
  null,
  'client_aborted',
  'provider_rejected_request',
  'provider_refused',
  'provider_rate_limited',
  'provider_circuit_open',
])('%s is not', (type) => {
  expect(isProviderFailure(type)).toBe(false);
});
