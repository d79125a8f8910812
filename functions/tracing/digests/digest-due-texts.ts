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

/** A run that did not come to an end ran out of memory or time. */
const maxAttempts = 2;
/** The function's time. */
const longestRunMilliseconds = 600_000;

/** Digests the text of hours whose own digests are made, those that have been due for longest first. Epoch milliseconds. */
export async function digestDueTexts(
  ports: DueTextsPorts,
  { beginUntil, deadline }: { beginUntil: number; deadline: number },
): Promise<TextsReport> {
  const { textsDue, clock, logger } = ports;
  const report: TextsReport = { digestedCount: 0, givenUpCount: 0, waitingCount: 0, failedCount: 0 };
  const due: DueText[] = [];
  for await (const each of textsDue.all()) if (isDue(each, clock())) due.push(each);
  for (const each of due.sort((a, b) => a.dueAt - b.dueAt)) {
    const outcome = clock() >= beginUntil ? 'waiting' : await digest(each, ports, deadline);
    report[countOf[outcome]] += 1;
  }
  logger.info('traces.texts.digested', { ...report });
  return report;
}

/** Another run may still be at it. */
function isDue({ dueAt, begunAt }: DueText, now: number): boolean {
  return dueAt <= now && begunAt <= now - longestRunMilliseconds;
}

type Outcome = TextsOutcome | 'given up' | 'waiting' | 'failed';

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
  if (due.attempts >= maxAttempts) {
    logger.error('traces.text.given_up', of);
    // What was deleted must not stay in the text of before.
    await ports.texts.remove(of, await ports.texts.sortKeys(of));
    await textsDue.forget(due);
    return 'given up';
  }
  if (!(await textsDue.beginAttempt(due, clock()))) return 'waiting';
  try {
    const outcome = await digestHourTexts(of, ports, { deadline });
    if (outcome !== 'out of time') await textsDue.forget({ ...due, attempts: due.attempts + 1 });
    return outcome;
  } catch (error) {
    logger.error('traces.text.failed', { ...of, error });
    // Behind all others, whom it must not keep from theirs.
    await textsDue.put(of, clock());
    return 'failed';
  }
}
