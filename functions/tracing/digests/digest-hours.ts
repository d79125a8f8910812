import type { Logger } from '../../../shared/observability/logger.ts';
import type { CountedHour, IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import type { DigestMarks } from '../../../shared/storage/ingestion-counts-digests.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import type { DigestFence, DigestFences, FenceKeeper } from '../../../shared/storage/trace-digest-fence.ts';
import { lateDayKeptMilliseconds } from '../../../shared/storage/trace-late-day-notes.ts';
import type { LateDay, LateDayList } from '../../../shared/storage/trace-late-days.ts';
import { digestedAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { type DigestHourPorts, digestHour, type HourOutcome, type HourToDigest } from './digest-hour.ts';
import { digestSlices, type HourOfSlices } from './digest-slices.ts';
import { type FreshHours, planFreshHours } from './plan-fresh-hours.ts';
import { planYoungHours } from './plan-young-hours.ts';

export interface DigesterPorts extends DigestHourPorts {
  counts: Pick<IngestionCounts, 'hours'>;
  marks: DigestMarks;
  lateDays: LateDayList;
  fences: FenceKeeper;
  /** How old a fence has to be before anything is digested: longer than an update takes. */
  waitMilliseconds: number;
  logger: Logger;
}

interface DigestCounts {
  digestedCount: number;
  /** Slices of hours that are too young to be digested. */
  sliceCount: number;
  /** Hours that were written to a moment ago. */
  unsettledCount: number;
  /** Hours that are due, and for which there was no time; of days that were not looked at, one each. */
  waitingCount: number;
  failedCount: number;
}

export interface DigestReport extends DigestCounts {
  /** Hours of which slices are digested, newest first. */
  young: readonly HourOfSlices[];
}

/** Counts of acceptance are kept for four days. */
const reachMilliseconds = 72 * millisecondsPerHour;
/** Each takes 200 MB at most. */
const concurrentHours = 2;
/** Of a table that was just made: longer than the update of a stage that was deployed in the same hour takes. */
const waitOfNewTableMilliseconds = millisecondsPerHour;

const nothingDone: DigestCounts = {
  digestedCount: 0,
  sliceCount: 0,
  unsettledCount: 0,
  waitingCount: 0,
  failedCount: 0,
};

/** Digests the hours that have become old enough, slices of younger ones, and anew those that were written to since. */
export async function digestHours(ports: DigesterPorts, deadline = Number.POSITIVE_INFINITY): Promise<DigestReport> {
  const now = ports.clock();
  const fences = await ports.fences.keep(now);
  const isOld = (fence: DigestFence) => now - fence.since >= waitUnder(fence, ports);
  if (fences === null || !isOld(fences.hours)) {
    ports.logger.info('traces.digests.fenced', { since: fences?.hours.since ?? null });
    return { ...nothingDone, young: [] };
  }
  const run = new DigestRun(ports, fences, deadline);
  const counted: CountedHour[] = [];
  for await (const each of ports.counts.hours(hourOf(now - reachMilliseconds), hourOf(now))) counted.push(each);
  const newest = hourOf(now - digestedAfterMilliseconds) - millisecondsPerHour;
  const old = counted.filter(({ hour }) => hour <= newest);
  await mapConcurrently(planFreshHours(old, fences.hours.since), concurrentHours, (fresh) => run.digestFresh(fresh));
  const fence = fences.slices.id;
  const young = isOld(fences.slices) ? planYoungHours(counted, now).map((hour) => ({ ...hour, fence })) : [];
  await mapConcurrently(young, concurrentHours, (hour) => run.digestYoung(hour));
  const days: LateDay[] = [];
  for await (const day of ports.lateDays.days()) days.push(day);
  // Those that are left alone first: of the others hours may still be unsettled.
  days.sort((a, b) => a.writtenAt - b.writtenAt);
  await mapConcurrently(days, concurrentHours, (day) => run.digestDay(day));
  ports.logger.info('traces.digested', { ...run.report });
  return { ...run.report, young };
}

function waitUnder({ isOfNewTable }: DigestFence, { waitMilliseconds }: DigesterPorts): number {
  return isOfNewTable ? Math.min(waitMilliseconds, waitOfNewTableMilliseconds) : waitMilliseconds;
}

/** One run; what it has no time for the next one does. */
class DigestRun {
  readonly report: DigestCounts = { ...nothingDone };
  private readonly ports: DigesterPorts;
  private readonly fences: DigestFences;
  private readonly deadline: number;

  constructor(ports: DigesterPorts, fences: DigestFences, deadline: number) {
    this.ports = ports;
    this.fences = fences;
    this.deadline = deadline;
  }

  async digestFresh({ projectId, accepted, hours }: FreshHours): Promise<void> {
    const fence = this.fences.hours.id;
    const outcomes = await this.digestAll(hours.map((hour) => ({ projectId, hour, fence, isFresh: true })));
    // What was written to them a moment ago is in the list of late days.
    if (outcomes.every((outcome) => isSettled(outcome) || outcome === 'digested in part'))
      await this.ports.marks.mark(projectId, accepted, this.ports.clock());
  }

  async digestYoung(of: HourOfSlices): Promise<void> {
    if (this.isOver()) {
      this.report.waitingCount += 1;
      return;
    }
    this.report.sliceCount += (await this.unlessItFails(of, () => digestSlices(of, this.ports))) ?? 0;
  }

  async digestDay(day: LateDay): Promise<void> {
    if (this.isOver()) {
      this.report.waitingCount += 1;
      return;
    }
    const { projectId } = day;
    const changed = await this.ports.lateDays.changedHours(day, this.ports.clock());
    const due = changed.filter((hour) => this.isOldEnough(hour));
    const outcomes = await this.digestAll(due.map((hour) => ({ projectId, hour, fence: this.fences.hours.id })));
    const isSettledAll = due.length === changed.length && outcomes.every(isSettled);
    const isLeftAlone = this.ports.clock() - day.writtenAt >= lateDayKeptMilliseconds;
    if (isSettledAll && isLeftAlone) await this.ports.lateDays.forget(day);
  }

  private isOldEnough(hour: number): boolean {
    return hour + millisecondsPerHour + digestedAfterMilliseconds <= this.ports.clock();
  }

  private async digestAll(hours: readonly HourToDigest[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const hour of hours) {
      const outcome = this.isOver() ? 'waiting' : await this.unlessItFails(hour, () => digestHour(hour, this.ports));
      if (outcome !== null) this.report[countOf[outcome]] += 1;
      outcomes.push(outcome ?? 'failed');
    }
    return outcomes;
  }

  /** One hour that cannot be digested must not keep all others from it. */
  private async unlessItFails<T>({ projectId, hour }: ProjectHour, digest: () => Promise<T>): Promise<T | null> {
    try {
      return await digest();
    } catch (error) {
      this.ports.logger.error('traces.digest.failed', { projectId, hour, error });
      this.report.failedCount += 1;
      return null;
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
} as const satisfies Record<Exclude<Outcome, 'failed'>, keyof DigestCounts>;

const isSettled = (outcome: Outcome): boolean => outcome === 'digested' || outcome === 'too large';
