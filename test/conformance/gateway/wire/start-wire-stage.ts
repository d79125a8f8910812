import { createCredentialPool } from '../../../../functions/gateway/credential-pool.ts';
import type { GatewayPorts } from '../../../../functions/gateway/gateway-ports.ts';
import { createProviderOpener } from '../../../../functions/gateway/open-provider.ts';
import {
  canaryKey,
  createHarness,
  type Harness,
  mockRecord,
} from '../../../../functions/gateway/testing/gateway-harness.ts';
import type { ProviderRecord } from '../../../../shared/contract/providers.ts';
import type { UsageBucket } from '../../../../shared/contract/usage.ts';
import type { HttpTransport } from '../../../../shared/providers/http-transport.ts';
import { knownEndpoints } from '../../../../shared/providers/known-endpoints.ts';
import type { WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { unbrokenHealth } from '../unbroken-health.ts';

/** Nano-USD a token of each bucket: a thousand times the USD a million. */
export const nanoUsdPerToken: Readonly<Record<UsageBucket, number>> = {
  ...{ inputUncached: 2_000, cacheRead: 500, cacheWrite: 2_600, cacheWrite5m: 2_500, cacheWrite1h: 4_000 },
  ...{ audioInput: 3_000, imageInput: 2_200, outputText: 10_000, reasoning: 12_000, audioOutput: 20_000 },
  imageOutput: 30_000,
};
const base = Object.fromEntries(
  Object.entries(nanoUsdPerToken).map(([bucket, nanoUsd]) => [bucket, String(nanoUsd / 1_000)]),
);

/** Recordings of one provider that came over another kind of adapter are a connection of their own. */
const connectionOf = ({ provider, kind }: Pick<WireFixture, 'provider' | 'kind'>) => `${provider}-${kind}`;

export function modelOf(fixture: Pick<WireFixture, 'provider' | 'kind' | 'model'>): string {
  return `${connectionOf(fixture)}/${fixture.model ?? 'unnamed'}`;
}

/**
 * The gateway, connected to every provider of which there are recordings at that provider's own address, so that its ways
 * are known; what is sent there goes through the transport that is given.
 */
export function startWireStage(
  fixtures: readonly WireFixture[],
  transport: HttpTransport,
  ports: Partial<GatewayPorts> = {},
): Harness {
  const records = new Map(fixtures.map((fixture) => [connectionOf(fixture), recordOf(fixture)]));
  const models = new Set(fixtures.map(modelOf));
  return createHarness({
    settings: {
      providers: [...records.values()],
      overrides: [...models].map((modelId) => ({
        ...{ projectId: 'p', modelId, override: { price: { base, tiers: [] } }, updatedAt: '2026-11-26T00:00:00.000Z' },
      })),
    },
    ports: {
      health: unbrokenHealth(),
      retryBudget: { deposit: () => undefined, withdraw: () => false },
      openProvider: createProviderOpener({
        ...{ transport, secrets: { get: async () => canaryKey }, pool: createCredentialPool({ clock: () => 0 }) },
        roleCredentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' }),
      }),
      ...ports,
    },
  });
}

function recordOf(fixture: WireFixture): ProviderRecord {
  const { kind, provider } = fixture;
  const known = knownEndpoints.find(({ slug }) => slug === provider)?.baseUrl ?? 'https://unknown.example/v1';
  const baseUrl = provider === 'google' && kind === 'openai-compatible' ? `${known}/openai` : known;
  const aws = kind === 'bedrock' ? { credentials: [], region: 'us-east-1', baseUrl: 'https://bedrock.example' } : {};
  return { ...mockRecord(baseUrl), id: connectionOf(fixture), kind, ...aws };
}
