import { expect, inject, test } from 'vitest';
import { testScale } from '../../../test/faults/fault-plan.ts';
import { expectedTotals, sentVersions } from '../../../test/faults/fault-spans.ts';
import { measureFaults, replayFaults } from '../../../test/faults/measure-faults.ts';
import { runFaults } from '../../../test/faults/run-faults.ts';
import { createTraceStage } from '../../../test/support/trace-stage.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };

/** `npm run bench -- ingest-faults` does the same with more than 200,000 spans. */
test('accepted = stored = queryable = archived = replayed while workers die, tables throttle and refuse, S3 refuses the archive, and everything comes twice', async () => {
  const stage = await createTraceStage(environment);

  const { plan, counts } = await runFaults(stage, testScale, 20_260_310);
  const measured = await measureFaults(stage, plan);

  const expected = expectedTotals(plan);
  expect(measured.traces).toEqual(expected);
  expect(measured.wrongTraces).toBe(0);
  expect(measured.rollups).toEqual(expected);
  expect(measured.rollupsByModel).toEqual({ tokens: expected.tokens, costNanoUsd: expected.costNanoUsd });
  expect(measured.readBack.spans).toBe(measured.readBack.expected);
  expect(measured.archived).toEqual({ spans: expected.spans, versions: sentVersions(plan) });
  expect(await replayFaults(stage, await createTraceStage(environment))).toEqual(expected);
  for (const { accepted, stored, repeated, dropped, queryable } of measured.counts) {
    expect(accepted).toBeGreaterThan(0);
    expect({ accepted, queryable, dropped }).toEqual({ accepted: stored + repeated, queryable: stored, dropped: 0 });
  }
  expect(counts.unarchived).toBeGreaterThan(0);
  expect(counts.lateRequests).toBeGreaterThan(0);
  expect(counts.deaths).toBeGreaterThan(0);
  expect(counts.refusals).toBeGreaterThan(0);
  expect(counts.throttles + counts.conflicts).toBeGreaterThan(0);
});
