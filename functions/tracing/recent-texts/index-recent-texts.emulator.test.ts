import { beforeAll, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createRecentTexts } from '../../../shared/storage/recent-texts.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage, digested } from '../../../test/support/digest-stage.ts';
import { inTurn } from './in-turn.ts';
import { indexRecentTexts, type RecentTextsPorts } from './index-recent-texts.ts';

const second = 1000;
const hour = 3600 * second;

let traces: string;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  ({ traces } = await createTables(environment, ['traces']));
});

/** Projects that accepted spans in this hour, each with one trace. */
async function createStages(count: number): Promise<DigestStage[]> {
  const stages = Array.from({ length: count }, () => createDigestStage({ documents, traces }));
  for (const stage of stages) await stage.store('trace', { attributes: { note: 'It needs a refund.' } });
  return stages;
}

function portsOf(stages: readonly DigestStage[], asked: [number, number][] = []): RecentTextsPorts {
  const [stage] = stages;
  if (stage === undefined) throw new Error('There is no project.');
  const counts: RecentTextsPorts['counts'] = {
    async *hours(from, to) {
      asked.push([from, to]);
      for (const { projectId } of stages) for (const of of [from, to]) yield { projectId, hour: of };
    },
  };
  return { ...stage.textPorts, recent: createRecentTexts({ documents, tableName: traces }), minTraces: 1, counts };
}

test('text is made for each project that accepted something in this hour or the one before', async () => {
  const stages = await createStages(3);
  const asked: [number, number][] = [];
  const ports = portsOf(stages, asked);

  const report = await indexRecentTexts(ports, Number.POSITIVE_INFINITY);

  expect(report).toEqual({ projectCount: 3, traceCount: 3, waitingCount: 0, failedCount: 0 });
  expect(asked).toEqual([[digested - hour, digested]]);
  for (const { projectId } of stages) expect((await ports.recent.head(projectId))?.segments).toHaveLength(1);
});

test('a project that fails keeps no other from its text, and one without time is told of', async () => {
  const stages = await createStages(3);
  const ports = portsOf(stages);
  const [broken] = stages;
  const head: typeof ports.recent.head = async (projectId) => {
    if (projectId === broken?.projectId) throw new Error('The table refuses.');
    return await ports.recent.head(projectId);
  };

  const failing = { ...ports, recent: { ...ports.recent, head } };
  expect(await indexRecentTexts(failing, Number.POSITIVE_INFINITY)).toMatchObject({ traceCount: 2, failedCount: 1 });
  expect(await indexRecentTexts(ports, ports.clock())).toMatchObject({ traceCount: 0, waitingCount: 3 });
});

test('projects with much to do keep no other from its text, and go on with the time that is left', async () => {
  const stages = await createStages(5);
  const ports = portsOf(stages);
  const projects = stages.map(({ projectId }) => projectId);
  // As many as are dealt with at the same time come before it.
  const [first, small] = [0, 4].map((place) => inTurn(projects, ports.clock())[place]);
  const begun: string[] = [];
  let passed = 0;
  const head: typeof ports.recent.head = async (projectId) => {
    begun.push(projectId);
    return await ports.recent.head(projectId);
  };
  const traces: typeof ports.digests.traces = async function* (...of) {
    if (!begun.includes(String(small))) passed += 2 * second;
    yield* ports.digests.traces(...of);
  };
  const clock = () => ports.clock() + passed;
  const slow = { ...ports, clock, digests: { traces }, recent: { ...ports.recent, head } };

  const report = await indexRecentTexts(slow, clock() + 120 * second);

  expect((await ports.recent.head(String(small)))?.segments).toHaveLength(1);
  expect(begun.filter((projectId) => projectId === first)).toHaveLength(2);
  expect(report).toMatchObject({ projectCount: 5, traceCount: 5, waitingCount: 0, failedCount: 0 });
});
