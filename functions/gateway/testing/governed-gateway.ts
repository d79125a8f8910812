import { randomUUID } from 'node:crypto';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createResponseCache, defaultCacheTimes } from '../../../shared/caching/create-response-cache.ts';
import type { Budget } from '../../../shared/contract/governance.ts';
import { createBudgetCounters } from '../../../shared/governance/budget-counters.ts';
import { budgetTimeOf } from '../../../shared/governance/budget-time.ts';
import { createGovernor } from '../../../shared/governance/create-governor.ts';
import { defaultHoldMilliseconds } from '../../../shared/governance/governance-ports.ts';
import { createLeases } from '../../../shared/governance/leases/create-leases.ts';
import type { ModelOverrideRecord } from '../../../shared/models/apply-override.ts';
import { createBackground } from '../../../shared/runtime/background.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';
import { createHarness, mockRecord, projectId } from './gateway-harness.ts';

export interface GovernedOptions {
  emulatorUrl: string;
  tables: Record<'core' | 'rollups', string>;
  /** Of the fake provider. */
  baseUrl: string;
  now: number;
  /** Those that have a price. */
  models: readonly string[];
  settings: Partial<ProjectSettings>;
  ports?: Partial<GatewayPorts>;
  /** Instead of the emulator's, for the cache. */
  cacheClient?: DynamoDBDocumentClient;
}

/** What tokens cost with the models that have a price: USD 1 and USD 10 a million. */
export const costOf = (input: number, output: number) => input * 1_000 + output * 10_000;

const price = { base: { inputUncached: '1', outputText: '10' }, tiers: [] };

const priced = (modelId: string): ModelOverrideRecord => {
  return {
    projectId,
    modelId,
    updatedAt: '2026-11-26T00:00:00.000Z',
    override: { price, contextWindow: 20_000, maxOutputTokens: 1_000 },
  };
};

/** Answers of these tests fit into the table. */
const noBlobs: BlobStore = {
  put: async () => {
    throw new Error('Nothing here is so large.');
  },
  get: async () => null,
};

/** The gateway with the real governor and cache over the emulator, at a time that stands still. */
export function startGovernedGateway({ tables, now, ...options }: GovernedOptions) {
  const documents = createDocumentClient({ AWS_ENDPOINT_URL: options.emulatorUrl });
  const rollups = { documents, tableName: tables.rollups };
  const clock = () => now;
  const background = createBackground();
  const governor = createGovernor({
    ...{ ...rollups, clock, ids: randomUUID, holdMilliseconds: defaultHoldMilliseconds, leases: createLeases },
  });
  const settled = async () => {
    await background.settled();
    await governor.flush();
  };
  const harness = createHarness({
    settings: {
      providers: [mockRecord(options.baseUrl)],
      overrides: options.models.map(priced),
      ...options.settings,
    },
    ports: {
      ...{ clock, inBackground: background.add },
      governor,
      responses: createResponseCache({
        ...{
          documents: options.cacheClient ?? documents,
          coreTable: tables.core,
          rollupsTable: tables.rollups,
          blobs: noBlobs,
          clock,
        },
        ...{ monotonic: () => performance.now(), ids: randomUUID, random: Math.random, times: defaultCacheTimes },
      }),
      ...options.ports,
    },
  });
  return {
    harness,
    settled,
    /** Asks, reads all of the answer, and waits until the call is recorded and settled. */
    async ask(path: string, body: Record<string, unknown>) {
      const response = await harness.post(path, body);
      const text = await response.text();
      const span = await harness.nextSpan();
      await settled();
      return { response, text, span, attempts: harness.attempts.splice(0) };
    },
    /** How a budget stands; null before anybody used it. */
    async standing({ id, period }: Budget) {
      const [counter] = await createBudgetCounters(rollups).read(projectId, id, budgetTimeOf(period, now).name);
      if (counter === undefined) return null;
      const { spent, simulated, committed, holdCount, unpricedCount } = counter;
      return { spent, simulated, held: committed - spent, holdCount, unpricedCount };
    },
  };
}
