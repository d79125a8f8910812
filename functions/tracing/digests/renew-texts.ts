import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import { dayOf } from '../../../shared/storage/trace-keys.ts';
import type { TextRenewal, TextRenewals } from '../../../shared/storage/trace-text-renewals.ts';
import type { TextsDue } from '../../../shared/storage/trace-texts-due.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { textFormat } from '../../../shared/text-digests/text-segment.ts';

export interface RenewTextsPorts {
  counts: Pick<IngestionCounts, 'hours'>;
  renewals: TextRenewals;
  textsDue: Pick<TextsDue, 'putIfNone'>;
  clock: Clock;
  logger: Logger;
}

/** Counts of acceptance are kept for four days; a project that accepts nothing is looked through when it does. */
const reachMilliseconds = 72 * millisecondsPerHour;
/** Nothing is kept for longer. */
const maxDays = 400;
/** A version before this one may have come back for a while, and made text as it knows it. */
const againAfterMilliseconds = 7 * 24 * millisecondsPerHour;
/** Of one run: so many hours, and the rest of the day in which the last of them is, so that fresh text does not have to wait for long. */
const maxHours = 12;
const daysAtOnce = 8;

/**
 * Makes hours due whose text is of another format, which searches take for none: the newest first, and some in each run. For runs that
 * have time left.
 */
export async function renewTexts(ports: RenewTextsPorts, deadline: number): Promise<number> {
  const now = ports.clock();
  const known = new Map<string, TextRenewal>();
  for await (const renewal of ports.renewals.all()) known.set(renewal.projectId, renewal);
  const projectIds = new Set<string>();
  for await (const { projectId } of ports.counts.hours(hourOf(now - reachMilliseconds), hourOf(now)))
    projectIds.add(projectId);
  let dueCount = 0;
  for (const projectId of byTurn([...projectIds], known, now)) {
    if (dueCount >= maxHours || ports.clock() >= deadline) break;
    const room = { wantedHours: maxHours - dueCount, deadline };
    dueCount += await unlessItFails(projectId, () => renewProject(projectId, known.get(projectId), room, ports), ports);
  }
  if (dueCount > 0) ports.logger.info('traces.texts.renewed', { dueCount });
  return dueCount;
}

const isKept = (found: TextRenewal, now: number): boolean =>
  found.format === textFormat && now - found.begunAt < againAfterMilliseconds;

/** Those first that have been looked at for the shortest: a long history must not keep the last days of another project waiting. */
function byTurn(projectIds: readonly string[], known: ReadonlyMap<string, TextRenewal>, now: number): string[] {
  const daysOf = (projectId: string) => {
    const found = known.get(projectId);
    return found !== undefined && isKept(found, now) ? found.dayCount : 0;
  };
  return projectIds.toSorted((a, b) => daysOf(a) - daysOf(b));
}

/** One project must not keep all others from it. It is only slower for that, which is no reason for an alarm. */
async function unlessItFails(projectId: string, renew: () => Promise<number>, { logger }: RenewTextsPorts) {
  try {
    return await renew();
  } catch (error) {
    logger.warn('traces.texts.renewal_failed', { projectId, error });
    return 0;
  }
}

/** Answers how many hours became due. */
async function renewProject(
  projectId: string,
  found: TextRenewal | undefined,
  { wantedHours, deadline }: { wantedHours: number; deadline: number },
  ports: RenewTextsPorts,
): Promise<number> {
  const now = ports.clock();
  const begun = { projectId, format: textFormat, begunAt: now, dayCount: 0 };
  let renewal = found !== undefined && isKept(found, now) ? found : begun;
  let dueCount = 0;
  while (renewal.dayCount < maxDays && dueCount < wantedHours && ports.clock() < deadline) {
    const looked = await lookThrough(renewal, wantedHours - dueCount, ports);
    dueCount += looked.dueCount;
    renewal = { ...renewal, dayCount: renewal.dayCount + looked.dayCount };
  }
  if (renewal !== found) await ports.renewals.put(renewal);
  return dueCount;
}

/** The next days, until there are enough hours. */
async function lookThrough(
  { projectId, begunAt, dayCount: before }: TextRenewal,
  wantedHours: number,
  { renewals, textsDue, clock }: RenewTextsPorts,
): Promise<{ dayCount: number; dueCount: number }> {
  const days = Array.from({ length: daysAtOnce }, (_, index) => dayOf(begunAt) - before - index);
  const outdated = await mapConcurrently(days, daysAtOnce, (day) => renewals.outdatedHours(projectId, day));
  let [dayCount, dueCount] = [0, 0];
  for (const hours of outdated) {
    if (dueCount >= wantedHours) break;
    for (const hour of hours) await textsDue.putIfNone({ projectId, hour }, clock());
    dayCount += 1;
    dueCount += hours.length;
  }
  return { dayCount, dueCount };
}
