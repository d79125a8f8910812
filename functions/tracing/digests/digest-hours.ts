import type { Logger } from '../../../shared/observability/logger.ts';
import type { CountedHour, IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import type { DigestMarks } from '../../../shared/storage/ingestion-counts-digests.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import type { DigestFence, FenceKeeper } from '../../../shared/storage/trace-digest-fence.ts';
import type { ProjectHour } from '../../../shared/storage/trace-digests.ts';
import { lateDayKeptMilliseconds } from '../../../shared/storage/trace-late-day-notes.ts';
import type { LateDay, LateDayList } from '../../../shared/storage/trace-late-days.ts';
import { digestedAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { type DigestHourPorts, digestHour, type HourOutcome } from './digest-hour.ts';
import { type FreshHours, planFreshHours } from './plan-fresh-hours.ts';

export interface DigesterPorts extends DigestHourPorts {
  counts: Pick<IngestionCounts, 'hours'>;
  marks: DigestMarks;
  lateDays: LateDayList;
  fences: FenceKeeper;
  /** How old a fence has to be before anything is digested: longer than an update takes. */
  waitMilliseconds: number;
  logger: Logger;
}

export interface DigestReport {
  digestedCount: number;
  /** Hours that were written to a moment ago. */
  unsettledCount: number;
  /** Hours that are due, and for which there was no time; of days that were not looked at, one each. */
  waitingCount: number;
  failedCount: number;
}

/** Counts of acceptance are kept for four days. */
const reachMilliseconds = 72 * millisecondsPerHour;
/** Each takes 200 MB at most. */
const concurrentHours = 2;

const nothingDone: DigestReport = { digestedCount: 0, unsettledCount: 0, waitingCount: 0, failedCount: 0 };

/** Digests the hours that have become old enough, and anew those that were written to since. */
export async function digestHours(ports: DigesterPorts, deadline = Number.POSITIVE_INFINITY): Promise<DigestReport> {
  const now = ports.clock();
  const fence = await ports.fences.keep(now);
  if (fence === null || now - fence.since < ports.waitMilliseconds) {
    ports.logger.info('traces.digests.fenced', { since: fence?.since ?? null });
    return { ...nothingDone };
  }
  const run = new DigestRun(ports, fence, deadline);
  const counted: CountedHour[] = [];
  const newest = hourOf(now - digestedAfterMilliseconds) - millisecondsPerHour;
  for await (const each of ports.counts.hours(hourOf(now - reachMilliseconds), newest)) counted.push(each);
  await mapConcurrently(planFreshHours(counted, fence.since), concurrentHours, (fresh) => run.digestFresh(fresh));
  const days: LateDay[] = [];
  for await (const day of ports.lateDays.days()) days.push(day);
  // Those that are left alone first: of the others hours may still be unsettled.
  days.sort((a, b) => a.writtenAt - b.writtenAt);
  await mapConcurrently(days, concurrentHours, (day) => run.digestDay(day));
  ports.logger.info('traces.digested', { ...run.report });
  return run.report;
}

/** One run; what it has no time for the next one does. */
class DigestRun {
  readonly report: DigestReport = { ...nothingDone };
  private readonly ports: DigesterPorts;
  private readonly fence: DigestFence;
  private readonly deadline: number;

  constructor(ports: DigesterPorts, fence: DigestFence, deadline: number) {
    this.ports = ports;
    this.fence = fence;
    this.deadline = deadline;
  }

  async digestFresh({ projectId, accepted, hours }: FreshHours): Promise<void> {
    const outcomes = await this.digestAll(hours.map((hour) => ({ projectId, hour })));
    if (outcomes.every(isSettled)) await this.ports.marks.mark(projectId, accepted, this.ports.clock());
  }

  async digestDay(day: LateDay): Promise<void> {
    if (this.isOver()) {
      this.report.waitingCount += 1;
      return;
    }
    const { projectId } = day;
    const changed = await this.ports.lateDays.changedHours(day);
    const due = changed.filter((hour) => this.isOldEnough(hour));
    const outcomes = await this.digestAll(due.map((hour) => ({ projectId, hour })));
    const isSettledAll = due.length === changed.length && outcomes.every(isSettled);
    const isLeftAlone = this.ports.clock() - day.writtenAt >= lateDayKeptMilliseconds;
    if (isSettledAll && isLeftAlone) await this.ports.lateDays.forget(day);
  }

  private isOldEnough(hour: number): boolean {
    return hour + millisecondsPerHour + digestedAfterMilliseconds <= this.ports.clock();
  }

  private async digestAll(hours: readonly ProjectHour[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const hour of hours) {
      const outcome = this.isOver() ? 'waiting' : await this.digest(hour);
      this.report[countOf[outcome]] += 1;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** One hour that cannot be digested must not keep all others from it. */
  private async digest(hour: ProjectHour): Promise<Outcome> {
    try {
      return await digestHour({ ...hour, fence: this.fence.id }, this.ports);
    } catch (error) {
      this.ports.logger.error('traces.digest.failed', { ...hour, error });
      return 'failed';
    }
  }

  private isOver(): boolean {
    return this.ports.clock() >= this.deadline;
  }
}

type Outcome = HourOutcome | 'waiting' | 'failed';

const countOf = {
  digested: 'digestedCount',
  'digested in part': 'unsettledCount',
  'too large': 'digestedCount',
  unsettled: 'unsettledCount',
  waiting: 'waitingCount',
  failed: 'failedCount',
} as const satisfies Record<Outcome, keyof DigestReport>;

const isSettled = (outcome: Outcome): boolean => countOf[outcome] === 'digestedCount';
