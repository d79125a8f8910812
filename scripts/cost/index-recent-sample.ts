import { indexRecentProject } from '../../functions/tracing/recent-texts/index-recent-project.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createRecentTexts, recentMilliseconds } from '../../shared/storage/recent-texts.ts';
import { createTraceDigests, type ProjectTime } from '../../shared/storage/trace-digests.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { testProjectId, testTime } from '../../test/support/build-span.ts';
import type { TraceStage } from '../../test/support/trace-stage.ts';
import type { CostOptions } from './cost-options.ts';
import { measureStep, type StepUsage, scaleStep, sumOfSteps } from './step-usage.ts';
import { countDatabase, countObjects, noteSizes, readingWholeItems, type Usage } from './usage-counter.ts';

const minute = 60_000;
/** In so many runs the job looks once at all recent traces. */
const runsOfCycle = 5;
/** Until it has deleted the text of the newest traces. */
const runsAfterwards = recentMilliseconds / minute + 2;
/** Of a project that is used, but of whose traces there is none. */
const emptyProjectId = '00000000-0000-4000-8000-000000000e17';

export interface RecentUsage {
  /** For the traces of the sample. */
  recent: StepUsage;
  /** For as many runs as the sample takes minutes, whatever there is to do. */
  recentRuns: StepUsage;
}

/**
 * Runs the job that makes text of recent traces minute by minute, until nothing of the sample is recent any more. At a busy stage a
 * run serves all that came within 50 minutes: so of each run what it takes without any trace is counted apart, and only for the
 * minutes of the sample.
 */
export async function indexRecentSample(stage: TraceStage, options: CostOptions): Promise<RecentUsage> {
  const { sample, spansPerRequest, spansPerTrace, tracesPerSecond } = options;
  const minutes = (sample * spansPerRequest) / spansPerTrace / tracesPerSecond / 60;
  const runs = Math.ceil(minutes) + runsAfterwards;
  const cycle = await measureStep((usage) => runJob(emptyProjectId, runsOfCycle, stage, usage));
  const all = await measureStep((usage) => runJob(testProjectId, runs, stage, usage));
  return {
    recent: sumOfSteps(all, scaleStep(cycle, -runs / runsOfCycle)),
    recentRuns: scaleStep(cycle, minutes / runsOfCycle),
  };
}

async function runJob(projectId: string, runs: number, stage: TraceStage, usage: Usage): Promise<number> {
  const sizes = new Map<string, number>();
  const sizeOfDeleted = (_: string, { pk, sk }: Record<string, unknown>) => sizes.get(`${pk} ${sk}`) ?? 0;
  const documents = countDatabase(noteSizes(readingWholeItems(stage.documents), sizes), usage, sizeOfDeleted);
  const table = { documents, tableName: stage.tables.traces };
  const blobs = createBlobStore({ ...stage, s3: countObjects(stage.s3, usage) });
  const ports = { ...table, blobs, recent: createRecentTexts(table), ids: systemIds, logger: silentLogger };
  for (let run = 1; run <= runs; run++) {
    const now = testTime + run * minute;
    await indexRecentProject(
      projectId,
      { ...ports, digests: startedBefore(now, createTraceDigests(table)), clock: () => now },
      Number.POSITIVE_INFINITY,
    );
  }
  // The function runs every minute in any case.
  return 0;
}

/** The whole sample is stored before the first run: what would have come later is kept from the job. */
function startedBefore(now: number, digests: ReturnType<typeof createTraceDigests>) {
  return {
    traces: (time: ProjectTime, shard: number) => digests.traces({ ...time, to: Math.min(time.to, now) }, shard),
  };
}
