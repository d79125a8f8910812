import { expect, it } from 'vitest';
import { offerTraces, type ReadPage } from './offer-traces.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 0, minute)).toISOString();
const all = Array.from({ length: 100 }, (_, minute) => ({ traceId: `t${minute}`, startTime: at(minute) }));

/** Reads those traces, newest first, at most `most` a page. */
const reading =
  (traces: readonly (typeof all)[number][], most = 100): ReadPage<(typeof all)[number]> =>
  async ({ from, to = '9', limit, cursor = '0' }) => {
    const fitting = traces.filter(({ startTime }) => startTime >= from && startTime < to).toReversed();
    const [start, end] = [Number(cursor), Number(cursor) + Math.min(limit, most)];
    return { items: fitting.slice(start, end), nextCursor: end < fitting.length ? String(end) : null };
  };

const own = { traceId: 't20', startTime: at(20) };

it('offers the trace before also where many of its name came since', async () => {
  const { before, since } = await offerTraces(own, reading(all));
  const ids = (of: typeof all) => of.map(({ traceId }) => traceId);
  expect(ids(before)).toEqual(['t19', 't18', 't17', 't16', 't15', 't14', 't13', 't12', 't11', 't10']);
  expect(ids(since)).toEqual(['t99', 't98', 't97', 't96', 't95', 't94', 't93', 't92', 't91', 't90']);
});

it('goes on where a page is short, and says where it gave up', async () => {
  const few = all.slice(14, 21);
  expect(await offerTraces(own, reading(few, 2))).toEqual({
    ...{ before: few.slice(0, -1).toReversed(), since: [], isComplete: true },
  });
  const nothing: ReadPage<(typeof all)[number]> = async () => ({ items: [], nextCursor: 'on' });
  expect(await offerTraces(own, nothing)).toEqual({ before: [], since: [], isComplete: false });
});
