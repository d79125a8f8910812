import { describe, expect, test } from 'vitest';
import { anthropicTraits, claudeTraits } from './claude-traits.ts';

const rows: [
  model: string,
  thinking: string,
  off: string | null,
  sampling: boolean,
  forced: boolean,
  format: boolean,
][] = [
  ['claude-fable-5-1', 'adaptive', null, false, false, true],
  ['claude-mythos-5', 'adaptive', null, false, true, true],
  ['claude-opus-5-5', 'adaptive', null, false, false, true],
  ['claude-opus-5', 'adaptive', 'disabled', false, true, true],
  ['claude-sonnet-5-5', 'adaptive', 'between_tools', false, false, true],
  ['claude-sonnet-5', 'adaptive', 'disabled', false, true, true],
  ['claude-haiku-5-5', 'adaptive', 'disabled', false, true, true],
  ['claude-opus-4-7', 'adaptive', 'disabled', false, true, true],
  ['claude-sonnet-4-6', 'either', 'omit', true, true, true],
  ['claude-opus-4-5-20251101', 'budget', 'omit', true, true, true],
  ['claude-opus-4-20250514', 'budget', 'omit', true, true, false],
  ['claude-3-7-sonnet-20250219', 'budget', 'omit', true, true, false],
  ['claude-3-haiku-20240307', 'none', 'omit', true, true, false],
  ['claude-2.1', 'none', 'omit', true, true, false],
];

test.each(rows)('%s', (model, thinking, thinkingOff, takesSampling, takesForcedTool, takesOutputFormat) => {
  const expected = { thinking, thinkingOff, takesSampling, takesForcedTool, takesOutputFormat };

  expect(claudeTraits(model)).toMatchObject(expected);
  expect(claudeTraits(`global.anthropic.${model}-v1:0`)).toMatchObject(expected);
});

describe('efforts', () => {
  test.each([
    ['claude-opus-4-8', ['low', 'medium', 'high', 'xhigh', 'max']],
    ['claude-opus-4-6', ['low', 'medium', 'high', 'max']],
    ['claude-opus-4-5', ['low', 'medium', 'high']],
    ['claude-haiku-4-5', []],
  ])('of %s', (model, efforts) => {
    expect(anthropicTraits(model).efforts).toEqual(efforts);
  });
});

test('another maker’s model has none, a name of Anthropic’s without a version is new', () => {
  expect(claudeTraits('amazon.nova-pro-v1:0')).toBeNull();
  expect(anthropicTraits('a-new-name')).toMatchObject({ thinking: 'adaptive', takesSampling: false });
});
