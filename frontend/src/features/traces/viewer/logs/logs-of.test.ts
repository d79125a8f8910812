import { expect, it } from 'vitest';
import { toSpanRow } from '../../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../../span-builder.ts';
import { forestOf } from '../span-forest.ts';
import { countLogs } from './count-logs.ts';
import { atLeast, logsOf } from './logs-of.ts';

const base = spanOf({ id: '1' });
const at = (ms: number) => String(BigInt(base.startTimeUnixNano) + BigInt(ms) * 1_000_000n);
const event = (ms: number, level: string) => ({
  timeUnixNano: at(ms),
  name: 'log',
  attributes: { level, message: `at ${ms}` },
});

const lines = logsOf(
  forestOf(
    [
      spanOf({ id: 'a', metadata: { events: [event(8, 'DEBUG'), event(2, 'Warning'), event(3, 'notice')] } }),
      spanOf({ id: 'b', parent: 'a', start: 1, duration: 4, status: 'error', errorType: 'boom' }),
      spanOf({ id: 'c', parent: 'a', duration: 9, status: 'error', metadata: { events: [event(1, 'FATAL')] } }),
    ].map(toSpanRow),
  ),
);

it('puts failures and events in the order of time, each with a level', () => {
  expect(lines.map(({ atMs, level, title, message }) => [atMs, level, title, message])).toEqual([
    [1, 'error', '', 'at 1'],
    [2, 'warning', '', 'at 2'],
    [3, 'info', '', 'at 3'],
    [5, 'error', 'boom', 'Ended with an error.'],
    [8, 'debug', '', 'at 8'],
    [9, 'error', 'Error', 'Ended with an error.'],
  ]);
});

it('leaves a level and what is worse', () => {
  expect(atLeast(lines, 'warning').map(({ atMs }) => atMs)).toEqual([1, 2, 5, 9]);
  expect(atLeast(lines, 'debug')).toHaveLength(6);
});

it('lists spans that their sender calls warnings', () => {
  const attributes = { 'langfuse.observation.level': 'WARNING' };
  const forest = forestOf(
    [
      spanOf({
        id: 'a',
        attributes,
        statusMessage: 'Answered from an old index',
        metadata: { events: [event(3, 'info')] },
      }),
      spanOf({ id: 'b', attributes, status: 'error', errorType: 'boom', duration: 20 }),
    ].map(toSpanRow),
  );
  expect(atLeast(logsOf(forest), 'warning').map(({ level, title, message }) => [level, title, message])).toEqual([
    ['warning', '', 'Answered from an old index'],
    ['error', 'boom', 'Ended with an error.'],
  ]);
  expect(countLogs(forest)).toBe(3);
});

it('says a failure and the exception behind it once', () => {
  const exception = {
    timeUnixNano: at(4),
    name: 'exception',
    attributes: { 'exception.type': 'Boom', 'exception.message': 'No' },
  };
  const failed = spanOf({
    id: 'a',
    status: 'error',
    errorType: 'Boom',
    statusMessage: 'No',
    metadata: { events: [exception] },
  });
  const other = { ...failed, spanId: '2'.repeat(16), statusMessage: 'Gave up' };
  expect(logsOf(forestOf([failed].map(toSpanRow))).map(({ title, message }) => [title, message])).toEqual([
    ['Boom', 'No'],
  ]);
  expect(logsOf(forestOf([other].map(toSpanRow)))).toHaveLength(2);
  expect(countLogs(forestOf([failed, other].map(toSpanRow)))).toBe(3);
});
