import { expect, it } from 'vitest';
import { attributeRows, notesOf, stackOf } from './attribute-rows.ts';

it('shows attributes by name, and finds in names and values', () => {
  const attributes = { b: 'Text', a: { deep: [1] }, c: null };
  expect(attributeRows(attributes, '').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(attributeRows(attributes, ' DEEP ')).toEqual([{ name: 'a', value: '{\n  "deep": [\n    1\n  ]\n}' }]);
  expect(attributeRows(attributes, 'text')).toEqual([{ name: 'b', value: 'Text' }]);
});

it('tells events and links from the notes, whatever else has their names', () => {
  const event = { timeUnixNano: '5', name: 'log', attributes: { a: 1 } };
  const link = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
  expect(notesOf({ events: [event, 'no event'], links: [link], team: 'x' })).toEqual({
    events: [event],
    links: [{ ...link, attributes: {} }],
    rest: { team: 'x' },
  });
  expect(notesOf({ events: 'text', links: null })).toEqual({ events: [], links: [], rest: {} });
});

it('finds the stack of the last exception', () => {
  const exception = (stack: string) => ({
    timeUnixNano: '1',
    name: 'exception',
    attributes: { 'exception.stacktrace': stack },
  });
  expect(stackOf({ events: [exception('first'), exception('last'), exception(' '), { timeUnixNano: '2' }] })).toBe(
    'last',
  );
  expect(stackOf({ events: 'none' })).toBeNull();
});
