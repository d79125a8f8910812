import { expect, test } from 'vitest';
import { joinParts } from './join-parts.ts';

/** As recorded of magistral-medium-latest: test/fixtures/wire/mistral. */
const thinking = {
  type: 'thinking',
  thinking: [
    { type: 'text', text: 'Okay' },
    { type: 'text', text: ', so' },
  ],
};
const text = { type: 'text', text: 'Look left.' };

test('parts of an answer become its text and its reasoning', () => {
  const answer = { id: '1', choices: [{ index: 0, message: { role: 'assistant', content: [thinking, text] } }] };

  expect(joinParts(answer)).toEqual({
    id: '1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Look left.', reasoning_content: 'Okay, so' } }],
  });
});

test('and so do those of a chunk; a thought may be a bare text, and parts of other types add nothing', () => {
  const parts = [
    { type: 'thinking', thinking: 'Hm' },
    { type: 'reference', reference_ids: [1] },
  ];
  const chunk = {
    choices: [
      { index: 0, delta: { content: parts }, finish_reason: null },
      { index: 1, delta: {} },
    ],
  };

  expect(joinParts(chunk)).toEqual({
    choices: [
      { index: 0, delta: { content: '', reasoning_content: 'Hm' }, finish_reason: null },
      { index: 1, delta: {} },
    ],
  });
});

test('what has no parts stays as it is', () => {
  expect(joinParts({ choices: [{ delta: { content: 'Hi' } }] })).toBe('as-it-is');
  expect(joinParts({ error: { message: 'no' } })).toBe('as-it-is');
});
