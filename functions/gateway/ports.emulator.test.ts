import { randomUUID } from 'node:crypto';
import { afterEach, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createBudgetCounters } from '../../shared/governance/budget-counters.ts';
import { budgetTimeOf } from '../../shared/governance/budget-time.ts';
import { makeBudget, makeCall } from '../../shared/governance/testing/governed-call.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createPorts } from './ports.ts';

const endpoint = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(endpoint);
const budget = makeBudget();
let flush = async () => {};

afterEach(() => flush());

/** How a budget stands after calls that came soon after each other and have ended. */
async function heldAfterCalls(more: Record<string, string>) {
  const { core, rollups } = await createTables(endpoint, ['core', 'rollups']);
  const ports = createPorts({
    ...{ ...endpoint, STAGE: 'local', CORE_TABLE: core, ROLLUPS_TABLE: rollups, TRACES_TABLE: 'traces' },
    ...{ KEY_PEPPER_SECRET_ID: 'pepper', USER_POOL_ID: 'us-east-1_pool', USER_POOL_CLIENT_ID: 'client' },
    ...{ TELEMETRY_BUCKET: 'bucket', INGESTION_QUEUE_URL: 'http://127.0.0.1:1/0/queue' },
    ...{ LIVE_QUEUE_URL: 'http://127.0.0.1:1/0/live', CONNECTIONS_TABLE: 'connections' },
    ...{ PROVIDER_SECRET_PREFIX: 'signalbox/local/', ALLOWS_PRIVATE_PROVIDERS: 'true' },
    ...more,
  });
  flush = ports.flush;
  const projectId = randomUUID();
  const at = Date.now();
  for (let n = 0; n < 4; n++) {
    const call = makeCall({ budgets: [budget] }, { projectId, at, estimatedCostNanoUsd: 1_000 });
    const reservation = await ports.governor.reserve(call);
    await reservation.settle({ tokens: 1, costNanoUsd: 1_000 });
    // The code of leases is read beside the first call.
    await new Promise((done) => setTimeout(done, 50));
  }
  const counters = createBudgetCounters({ documents, tableName: rollups });
  const [counter] = await counters.read(projectId, budget.id, budgetTimeOf(budget.period, at).name);
  return { spent: counter?.spent, holdCount: counter?.holdCount };
}

test('a function, which may be frozen after each call, holds nothing between its calls', async () => {
  expect(await heldAfterCalls({})).toEqual({ spent: 4_000, holdCount: 0 });
});

test('a server has a lease', async () => {
  expect(await heldAfterCalls({ RECORDING_FLUSH_MS: '50' })).toMatchObject({ holdCount: 1 });
});
