import { expect, it } from 'vitest';
import type { Span } from '../../../../shared/contract/span.ts';
import { toSpanRow } from '../../../../shared/telemetry/to-span-row.ts';
import { failuresOf, firstCause } from './failures-of.ts';
import { spanOf } from './span-builder.ts';
import { forestOf } from './viewer/span-forest.ts';

const failed = (part: Parameters<typeof spanOf>[0]) => spanOf({ status: 'error', ...part });
const nodesOf = (spans: Span[]) => [...forestOf(spans.map(toSpanRow)).nodes.values()];

const agent = failed({ id: 'a', name: 'agent', errorType: 'AgentFailed', duration: 100 });
const tool = failed({
  id: 'b',
  parent: 'a',
  name: 'refund',
  start: 5,
  errorType: 'Timeout',
  statusMessage: 'after 30 s',
});
const request = failed({ id: 'c', parent: 'b', name: 'POST', start: 6, statusMessage: 'timeout' });
const again = (id: string, start: number) => ({
  ...tool,
  ...failed({ id, parent: 'a', name: 'refund', start }),
  errorType: 'Timeout',
  statusMessage: 'after 30 s',
});

it('puts causes before what they made fail, and says the same once', () => {
  const { groups, count } = failuresOf(
    nodesOf([agent, tool, request, again('d', 20), again('e', 30), spanOf({ id: 'f' })]),
  );
  expect(groups.map(({ node, count: times }) => [node.span.name, times])).toEqual([
    ['POST', 1],
    ['refund', 3],
    ['agent', 1],
  ]);
  expect(count).toBe(5);
});

it('takes the innermost that names its error for the cause', () => {
  expect(firstCause(nodesOf([agent, tool, request]))?.span.name).toBe('refund');
  expect(firstCause(nodesOf([spanOf({ id: 'a' }), request]))?.span.name).toBe('POST');
  expect(firstCause(nodesOf([failed({ id: 'a' })]))).toBeNull();
});
