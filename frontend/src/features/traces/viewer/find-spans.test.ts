import { describe, expect, it } from 'vitest';
import { toSpanRow } from '../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../span-builder.ts';
import { findSpans, hitToSelect, type SpanFilter } from './find-spans.ts';
import { forestOf } from './span-forest.ts';

const payload = (value: unknown) => ({ preview: 'short', value, bytes: 1, isTruncated: false });
const spans = [
  spanOf({ id: 'a', type: 'agent', name: 'Planner', duration: 50 }),
  spanOf({ id: 'b', parent: 'a', type: 'tool', name: 'search', start: 1, input: payload({ city: 'Bern' }) }),
  spanOf({ id: 'c', parent: 'b', type: 'llm', name: 'chat', start: 2, status: 'error', statusMessage: 'Bern is full' }),
  spanOf({ id: 'd', parent: 'a', type: 'tool', name: 'look', start: 3, attributes: { key: 'Basel' } }),
];
const forest = forestOf(spans.map(toSpanRow));
const whole = new Map(spans.map((span) => [span.spanId, span]));

function found(filter: SpanFilter, from: typeof whole | null = whole) {
  const { hits, kept } = findSpans(forest, filter, from);
  const names = (nodes: Iterable<(typeof hits)[number]>) => [...nodes].map(({ span }) => span.name);
  return { hits: names(hits), kept: kept && names(kept).sort() };
}

describe('search in a trace', () => {
  it('finds in names, errors, payloads and attributes, in any case and in the order of the tree', () => {
    expect(found({ find: 'BERN' })).toEqual({ hits: ['search', 'chat'], kept: null });
    expect(found({ find: 'basel' }).hits).toEqual(['look']);
    expect(found({ find: 'planner' }).hits).toEqual(['Planner']);
  });

  it('finds in what rows say where payloads are not here', () => {
    expect(found({ find: 'bern' }, null).hits).toEqual(['chat']);
    expect(found({ find: 'short' }, null).hits).toEqual(['search']);
  });

  it('leaves spans of a type, or that failed, with those above them', () => {
    expect(found({ type: 'llm' })).toEqual({ hits: ['chat'], kept: ['Planner', 'chat', 'search'] });
    expect(found({ errors: true, find: 'bern' })).toEqual({ hits: ['chat'], kept: ['Planner', 'chat', 'search'] });
    expect(found({ type: 'llm', find: 'nothing' })).toEqual({ hits: [], kept: ['Planner', 'chat', 'search'] });
  });

  it('selects the first that is found, unless the selected one is of it', () => {
    const [planner, , chat] = [...forest.nodes.values()];
    const selectedFrom = (find: string, selected = planner) =>
      hitToSelect(forest, { find }, whole, selected ?? null)?.span.name ?? null;
    expect(selectedFrom('bern')).toBe('search');
    expect(selectedFrom('bern', chat)).toBeNull();
    expect(selectedFrom('nowhere')).toBeNull();
  });

  it('wants everything where nothing is asked', () => {
    expect(found({ find: ' ' })).toEqual({ hits: [], kept: null });
  });
});
