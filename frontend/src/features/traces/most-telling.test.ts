import { expect, it } from 'vitest';
import type { CallDecision } from '../../../../shared/contract/call-decision.ts';
import type { Span } from '../../../../shared/contract/span.ts';
import { toSpanRow } from '../../../../shared/telemetry/to-span-row.ts';
import { mostTelling } from './most-telling.ts';
import { spanOf } from './span-builder.ts';
import { forestOf } from './viewer/span-forest.ts';

const decision: CallDecision = {
  ...{ surface: 'openai-chat', route: null, candidates: [], attempts: [], warnings: [], cache: null },
  ...{ conversationId: null, structuredOutput: null, limits: [] },
};
const model: NonNullable<Span['model']> = {
  ...{ operation: 'chat', provider: 'test', requestedModel: 'test/a', answeringModel: null, parameters: {} },
  ...{ finishReasons: [], isStreamed: false, timeToFirstTokenMs: null },
};
const root = spanOf({ id: 'a' });
const call = spanOf({ id: 'b', parent: 'a', model, decision });
const failure = spanOf({ id: 'c', parent: 'a', status: 'error', errorType: 'boom' });
const attempt = spanOf({ id: 'd', parent: 'b', status: 'error', errorType: 'boom' });
const madeGood: Span = { ...attempt, model: { ...model, isSuperseded: true } };

const telling = (spans: Span[], tab?: 'decision') =>
  mostTelling(forestOf(spans.map(toSpanRow)).nodes, tab)?.span.spanId ?? null;

it.each<[string, Span[], Span | null]>([
  ['a failure with a reason', [root, call, failure], failure],
  ['the call rather than an attempt that another made good', [root, call, madeGood], call],
  ['the call rather than a failure that says nothing', [root, { ...failure, errorType: null }, call], call],
  ['the root where no model was called', [spanOf({ id: 'e', parent: 'a' }), root], root],
  ['nothing of nothing', [], null],
])('shows %s', (_, spans, expected) => {
  expect(telling(spans)).toBe(expected?.spanId ?? null);
});

it('shows the span that was decided about where the link asks for the decision', () => {
  expect(telling([root, failure, call], 'decision')).toBe(call.spanId);
  expect(telling([root, failure], 'decision')).toBe(failure.spanId);
});
