import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import {
  createHarness,
  type Harness,
  type HarnessOptions,
  mockRecord,
} from '../../../functions/gateway/testing/gateway-harness.ts';
import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import { startWorld, type World } from '../../fixtures/fake-provider/world/start-world.ts';
import { type Adapter, adapters } from './adapters.ts';

/** What the scenes cost: 36 uncached tokens, 64 cached and 20 of output, at 2, 0.50 and 10 USD a million. */
export const sceneCostNanoUsd = 36 * 2_000 + 64 * 500 + 20 * 10_000;

const price = { base: { inputUncached: '2', cacheRead: '0.5', cacheWrite: '4', outputText: '10' }, tiers: [] };

export interface GatewayStage {
  harness: Harness;
  world: World;
  /** Of the gateway, on a real socket. */
  url: string;
  close(): void;
}

/** The gateway in this process behind a real HTTP server, and every kind of provider behind it. */
export async function startStage(options: HarnessOptions & { providerUrl?: string } = {}): Promise<GatewayStage> {
  const world = await startWorld();
  const providers = adapters.map((adapter) => recordOf(adapter, options.providerUrl ?? world.url));
  const spare = { ...recordOf(adapters[0], world.url), id: 'spare' };
  const harness = createHarness({
    ...options,
    settings: {
      providers: [...providers, spare],
      overrides: adapters.map(({ model }) => ({
        ...{ projectId: 'p', modelId: model, override: { price }, updatedAt: '2026-11-26T00:00:00.000Z' },
      })),
      ...options.settings,
    },
  });
  const server = createAdaptorServer({ fetch: harness.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    harness,
    world,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      world.close();
      server.close();
    },
  };
}

function recordOf({ kind, model }: Adapter, url: string): ProviderRecord {
  const [id = ''] = model.split('/');
  const paths: Record<Adapter['kind'], string> = {
    ...{ 'openai-compatible': '/v1', anthropic: '/v1', gemini: '/v1beta', bedrock: '', 'azure-openai': '' },
  };
  const region = kind === 'bedrock' ? 'eu-central-1' : null;
  // A role has no key: the gateway signs.
  const keyless = kind === 'bedrock' ? { credentials: [] } : {};
  return { ...mockRecord(`${url}${paths[kind]}`), id, kind, region, ...keyless };
}
