import { describe, expect, test } from 'vitest';
import { replayProgress } from './replay-progress.ts';

const startedAt = '2026-11-26T12:00:00.000Z';
const updatedAt = '2026-11-26T12:00:10.000Z';
const replay = { objectsTotal: 400, objectsDone: 100, startedAt, updatedAt, finishedAt: null };

describe('the progress of a replay', () => {
  test('is its part, its pace and the time that is left at that pace', () => {
    expect(replayProgress(replay)).toEqual({ part: 0.25, perSecond: 10, leftMs: 30_000 });
  });

  test('does not guess before there is a pace, or a whole', () => {
    expect(replayProgress({ ...replay, objectsDone: 0 })).toEqual({ part: 0, perSecond: null, leftMs: null });
    expect(replayProgress({ ...replay, startedAt: null })).toMatchObject({ perSecond: null, leftMs: null });
    expect(replayProgress({ ...replay, objectsTotal: null })).toEqual({ part: null, perSecond: 10, leftMs: null });
  });

  test('is whole where there is nothing to read, and never more than whole', () => {
    expect(replayProgress({ ...replay, objectsTotal: 0, objectsDone: 0 }).part).toBe(1);
    expect(replayProgress({ ...replay, objectsTotal: 50 })).toMatchObject({ part: 1, leftMs: 0 });
  });
});
