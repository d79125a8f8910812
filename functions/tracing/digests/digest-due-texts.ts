import type { TextProgress } from '../../../shared/storage/text-progress.ts';
import type { DueText, TextsDue } from '../../../shared/storage/trace-texts-due.ts';
import { type DigestTextsPorts, digestHourTexts, type TextsOutcome } from './digest-hour-texts.ts';

export interface DueTextsPorts extends DigestTextsPorts {
  textsDue: TextsDue;
}

export interface TextsReport {
  digestedCount: number;
  /** Hours that have too much text, or whose text killed the job. */
  givenUpCount: number;
  /** Hours that are due, and for which there was no time. */
  waitingCount: number;
  failedCount: number;
}

/** Runs that did not come to an end: they ran out of memory or time, and took that of all others. */
const maxDeaths = 2;
/** Runs that met an error, or got nowhere: with longer and longer waits, those of most of a day. */
const maxFailures = 8;
const firstWaitMilliseconds = 600_000;
/** Of an hour with a million traces, a few minutes each. */
const maxRuns = 60;
/** Then an hour that was given up is tried once more, if it has become due since. */
const givenUpMilliseconds = 24 * 60 * 60_000;
const maxReasonCharacters = 300;
/** The function's time. */
const longestRunMilliseconds = 600_000;

/**
 * Digests the text of hours whose own digests are made, those that have been due for longest first; behind them those that a run did
 * not finish. Epoch milliseconds.
 */
export async function digestDueTexts(
  ports: DueTextsPorts,
  { beginUntil, deadline }: { beginUntil: number; deadline: number },
): Promise<TextsReport> {
  const { textsDue, clock, logger } = ports;
  const report: TextsReport = { digestedCount: 0, givenUpCount: 0, waitingCount: 0, failedCount: 0 };
  const due: DueText[] = [];
  for await (const each of textsDue.all()) if (isDue(each, clock())) due.push(each);
  for (const each of due.sort((a, b) => turnOf(a) - turnOf(b))) {
    const outcome = clock() >= beginUntil ? 'waiting' : await digest(each, ports, deadline);
    report[countOf[outcome]] += 1;
  }
  logger.info('traces.texts.digested', { ...report });
  return report;
}

/** Another run may still be at it. */
function isDue({ dueAt, begunAt, givenUpAt }: DueText, now: number): boolean {
  const isGivenUp = givenUpAt !== undefined && (dueAt <= givenUpAt || now < givenUpAt + givenUpMilliseconds);
  return dueAt <= now && begunAt <= now - longestRunMilliseconds && !isGivenUp;
}

/** What a run died of waits behind what became due before. */
const turnOf = ({ dueAt, begunAt }: DueText): number => Math.max(dueAt, begunAt);

type Outcome = Extract<TextsOutcome, string> | 'given up' | 'out of time' | 'waiting' | 'failed';

const countOf = {
  digested: 'digestedCount',
  // With its next digest its text becomes due again.
  undigested: 'digestedCount',
  'too large': 'givenUpCount',
  'given up': 'givenUpCount',
  'out of time': 'waitingCount',
  waiting: 'waitingCount',
  failed: 'failedCount',
} as const satisfies Record<Outcome, keyof TextsReport>;

async function digest(due: DueText, ports: DueTextsPorts, deadline: number): Promise<Outcome> {
  const { textsDue, logger, clock } = ports;
  const of = { projectId: due.projectId, hour: due.hour };
  if (due.deaths >= maxDeaths && due.begunAt > (due.givenUpAt ?? 0))
    return await giveUp(due, { ...due, reason: 'Runs did not come to an end.' }, ports);
  const begun = await textsDue.beginAttempt(due, clock());
  if (begun === null) return 'waiting';
  try {
    const outcome = await digestHourTexts(of, ports, { deadline }, due.progress);
    if (typeof outcome === 'object') return await goOn({ due, begun }, outcome.progress, ports);
    // It became due meanwhile; this run did not die.
    if (!(await textsDue.forget(begun)))
      await textsDue.endAttempt(begun, { deaths: due.deaths, failures: 0, dueAt: clock() });
    return outcome;
  } catch (error) {
    logger.error('traces.text.failed', { ...of, error });
    await endInVain({ due, begun }, error instanceof Error ? error.message : String(error), ports);
    return 'failed';
  }
}

interface Run {
  /** As it was found. */
  due: DueText;
  begun: DueText;
}

/** Behind all others. */
async function goOn({ due, begun }: Run, progress: TextProgress | null, ports: DueTextsPorts): Promise<Outcome> {
  if (progress === null) return await endInVain({ due, begun }, outOfTime, ports);
  if (begun.attempts >= maxRuns) return await giveUp(begun, { ...due, reason: outOfTime }, ports);
  await ports.textsDue.endAttempt(begun, { ...due, dueAt: ports.clock(), progress });
  return 'out of time';
}

const outOfTime = 'It took longer than there was time.';

async function endInVain({ due, begun }: Run, reason: string, ports: DueTextsPorts): Promise<Outcome> {
  const failures = due.failures + 1;
  const tries = { ...due, failures, reason: reason.slice(0, maxReasonCharacters), progress: undefined };
  if (failures >= maxFailures) return await giveUp(begun, tries, ports);
  const dueAt = ports.clock() + (2 ** (failures - 1) - 1) * firstWaitMilliseconds;
  await ports.textsDue.endAttempt(begun, { ...tries, dueAt });
  return 'out of time';
}

/** Leaves a record of why, and until the hour becomes due once more it is left alone. */
async function giveUp(begun: DueText, tries: DueText, ports: DueTextsPorts): Promise<'given up'> {
  const of = { projectId: begun.projectId, hour: begun.hour };
  const { reason, deaths, failures } = tries;
  ports.logger.error('traces.text.given_up', { ...of, reason, deaths, failures, attempts: begun.attempts });
  // What was deleted must not stay in the text of before.
  await ports.texts.remove(of, await ports.texts.sortKeys(of));
  const now = ports.clock();
  await ports.textsDue.endAttempt(begun, { ...tries, progress: undefined, givenUpAt: now, dueAt: now });
  return 'given up';
}
