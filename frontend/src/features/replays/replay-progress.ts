import type { Replay } from '../../../../shared/contract/replays.ts';

export function isRunning({ status }: Pick<Replay, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

export interface ReplayProgress {
  /** 0 to 1; null while the requests are not counted. */
  part: number | null;
  /** Requests a second; null before the first is done. */
  perSecond: number | null;
  leftMs: number | null;
}

type Counted = Pick<Replay, 'objectsTotal' | 'objectsDone' | 'startedAt' | 'updatedAt' | 'finishedAt'>;

/** How far a replay is and, at the pace it has had so far, how long it will take. */
export function replayProgress({ objectsTotal, objectsDone, startedAt, updatedAt }: Counted): ReplayProgress {
  const part = objectsTotal === null ? null : objectsTotal === 0 ? 1 : Math.min(1, objectsDone / objectsTotal);
  const elapsedMs = startedAt === null ? 0 : Date.parse(updatedAt) - Date.parse(startedAt);
  if (objectsDone === 0 || elapsedMs <= 0) return { part, perSecond: null, leftMs: null };
  const leftMs = objectsTotal === null ? null : (Math.max(0, objectsTotal - objectsDone) * elapsedMs) / objectsDone;
  return { part, perSecond: (objectsDone / elapsedMs) * 1000, leftMs };
}
