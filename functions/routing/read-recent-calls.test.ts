import { expect, test } from 'vitest';
import type { TraceSummary } from '../../shared/contract/span.ts';
import type { TraceListQuery } from '../../shared/storage/trace-list.ts';
import { buildCall, hexOf } from '../../test/support/build-span.ts';
import { readRecentCalls } from './read-recent-calls.ts';

const version = { digest: '', bytes: 0, mapping: 0 };
const summary = (name: string, spanCount = 1) =>
  ({ projectId: 'p', traceId: hexOf(name, 32), models: ['a/b'], spanCount }) as unknown as TraceSummary;

/** As many pages as are asked for, a trace of one call on each. */
function endlessTraces(spanCount = 1) {
  const cursors: (string | undefined)[] = [];
  const list = async ({ cursor }: TraceListQuery) => {
    cursors.push(cursor);
    return { items: [summary(`t${cursors.length}`, spanCount)], nextCursor: `page-${cursors.length}` };
  };
  const get = async (_: string, traceId: string) => ({
    trace: summary('t'),
    spans: [{ ...buildCall({ traceId, attributes: { 'signalbox.request.id': traceId } }), version }],
  });
  return { traces: { list, get }, cursors };
}

const query = { projectId: 'p', limit: 3, route: null };

test('pages on until there are enough', async () => {
  const { traces, cursors } = endlessTraces();

  const { calls, isComplete } = await readRecentCalls({ traces, clock: () => 0 }, query);

  expect([calls.length, isComplete, cursors]).toEqual([3, true, [undefined, 'page-1', 'page-2']]);
});

test('stops when time runs out, and says so', async () => {
  let now = 0;
  const clock = () => {
    now += 10_000;
    return now;
  };

  const { calls, isComplete } = await readRecentCalls({ traces: endlessTraces().traces, clock }, query);

  expect([calls.length, isComplete]).toEqual([2, false]);
});

test('stops after three thousand traces, and passes over those that are too large', async () => {
  const { traces, cursors } = endlessTraces(2_001);

  const { calls, isComplete } = await readRecentCalls({ traces, clock: () => 0 }, query);

  expect([calls.length, isComplete, cursors.length]).toEqual([0, false, 3_000]);
});

test('a trace that is gone by the time it is read holds no call', async () => {
  const { traces } = endlessTraces();
  const list = async () => ({ items: [summary('gone')], nextCursor: null });

  const gone = { ...traces, list, get: async () => null };

  expect(await readRecentCalls({ traces: gone, clock: () => 0 }, query)).toEqual({ calls: [], isComplete: true });
});
