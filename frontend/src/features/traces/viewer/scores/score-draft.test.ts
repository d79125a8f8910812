import { expect, it } from 'vitest';
import { emptyDraft, inputOf, readValue, valueProblem, valueText } from './score-draft.ts';

it.each([
  ['number', '0,5', 0.5],
  ['number', ' -3 ', -3],
  ['number', 'many', null],
  ['number', '', null],
  ['number', '1e16', null],
  ['boolean', 'false', false],
  ['boolean', 'perhaps', null],
  ['category', ' friendly ', 'friendly'],
  ['category', 'x'.repeat(101), null],
] as const)('reads a %s “%s”', (dataType, value, expected) => {
  expect(readValue({ dataType, value })).toBe(expected);
});

it('sends what is complete, for the trace or the span', () => {
  const draft = { ...emptyDraft, name: ' helpful ', comment: '  ' };
  expect(inputOf(draft, { traceId: 't' })).toEqual({ traceId: 't', name: 'helpful', value: true, dataType: 'boolean' });
  expect(inputOf({ ...draft, comment: 'Why' }, { traceId: 't', spanId: 's' })).toMatchObject({
    spanId: 's',
    comment: 'Why',
  });
  expect(inputOf(emptyDraft, { traceId: 't' })).toBeNull();
  expect(inputOf({ ...draft, dataType: 'number', value: 'x' }, { traceId: 't' })).toBeNull();
});

it('says what is wrong, not what is not there yet', () => {
  expect(valueProblem({ ...emptyDraft, dataType: 'number', value: '' })).toBeUndefined();
  expect(valueProblem({ ...emptyDraft, dataType: 'number', value: 'x' })).toContain('number');
  expect(valueProblem({ ...emptyDraft, dataType: 'number', value: '1e20' })).toContain('1000000000000000');
  expect([true, 0.1 + 0.2, 'word'].map(valueText)).toEqual(['yes', '0.3', 'word']);
});
