import { beforeAll, expect, inject, test } from 'vitest';
import { buildCall, buildSpan, hexOf, testProjectId } from '../../test/support/build-span.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../aws/document-client.ts';
import { createValueLimits, type ValueLimits } from './rollup-value-limits.ts';
import { otherValue } from './rollup-values.ts';
import { type Contribution, contributionsOf } from './trace-contributions.ts';
import { contributionsOfTrace } from './trace-contributions-of-trace.ts';
import { foldSpan } from './trace-fold.ts';

let documents: DynamoDBDocumentClient;
let tableName: string;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tableName = (await createTables(environment, ['rollups'])).rollups;
});

const limits = (): ValueLimits =>
  createValueLimits({ documents, tableName, maxValues: { name: 3, release: 2, prompt: 2, region: 1, service: 1 } });
const trace = (name: string, at = 0): Contribution[] => contributionsOfTrace(null, foldSpan(buildSpan({ name, at })));
const namesOf = (contributions: readonly Contribution[]) => contributions.map(({ name }) => name);

test('the first values of a day keep their names, whoever asks and how often; the others are counted together', async () => {
  const jobs = Array.from({ length: 6 }, (_, index) => trace(`job ${index}`)).flat();
  const expected = ['job 0', 'job 1', 'job 2', otherValue, otherValue, otherValue];

  expect(namesOf(await limits().limit(testProjectId, jobs))).toEqual(expected);
  const another = limits();
  expect(namesOf(await another.limit(testProjectId, jobs.toReversed()))).toEqual(expected.toReversed());
  expect(namesOf(await another.limit(testProjectId, jobs))).toEqual(expected);
  expect(namesOf(await another.limit('other-project', trace('job 5')))).toEqual(['job 5']);
  expect(namesOf(await another.limit(testProjectId, trace('job 5', 86_400_000)))).toEqual(['job 5']);
});

test('processes that see new values at the same time admit no more than the bound', async () => {
  const services = Array.from({ length: 5 }, (_, index) => ({
    span: buildCall({ service: `service ${index}`, spanId: hexOf(String(index), 16) }),
    sign: 1 as const,
  }));
  const limited = await Promise.all(services.map((each) => limits().limit(testProjectId, contributionsOf([each]))));
  const kept = limited.flat().flatMap(({ service }) => (service === otherValue ? [] : [service]));

  expect(kept).toHaveLength(1);
});
