import { describe, expect, test } from 'vitest';
import { completeFilter } from './complete-filter.ts';

const known: Record<string, string[]> = {
  model: ['openai/gpt-5', 'a b'],
  metadata: ['tenant', 'my key'],
  'metadata.tenant': ['acme'],
  score: ['helpfulness'],
  'score.verdict': ['good'],
  tag: ['eu'],
};

const values = async (field: string, prefix: string) =>
  (known[field] ?? []).filter((value) => value.startsWith(prefix)).map((value) => ({ value, count: 2 }));

/** The texts with each suggestion in place; `|` is the cursor. */
async function complete(marked: string): Promise<string[]> {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, suggestions } = await completeFilter(text, cursor, values);
  return suggestions.map(({ insert }) => `${text.slice(0, from)}${insert}${text.slice(to)}`);
}

describe('completion', () => {
  test.each([
    ['mod|', ['model:']],
    ['a -mod|', ['a -model:']],
    ['(st|', ['(status:']],
    ['la|', ['latency>']],
    ['cost|', ['cost>', 'cost>=', 'cost<', 'cost<=', 'cost=']],
    ['meta|', ['metadata.']],
    ['metadata.|', ['metadata.tenant:', 'metadata."my key":']],
    ['score.he|', ['score.helpfulness>=']],
    ['model:|', ['model:openai/gpt-5', 'model:"a b"']],
    ['model:"a|', ['model:"a b"']],
    ['x model:op| y', ['x model:openai/gpt-5 y']],
    ['model:op|enx y', ['model:openai/gpt-5 y']],
    ['model:(a OR op|', ['model:(a OR openai/gpt-5']],
    ['model:(a) ta|', ['model:(a) tag:']],
    ['metadata.tenant:|', ['metadata.tenant:acme']],
    ['score.verdict:g|', ['score.verdict:good']],
    ['status:e|', ['status:error']],
    ['has:sess|', ['has:session']],
    ['is:u|', ['is:unpriced']],
    ['cost>|', []],
    ['foo:|', []],
    ['metadata:|', []],
    ['"a b|', []],
  ])('%s', async (marked, expected) => {
    expect(await complete(marked)).toEqual(expected);
  });

  test('offers every field where nothing is typed', async () => {
    const offered = await complete('|');

    expect(offered.length).toBe(27);
    expect(offered[0]).toBe('model:');
  });

  test('says what a suggestion means', async () => {
    expect((await completeFilter('model:o', 7, values)).suggestions).toEqual([
      { label: 'openai/gpt-5', insert: 'openai/gpt-5', description: '2 traces' },
    ]);
    expect((await completeFilter('lat', 3, values)).suggestions[0]?.description).toBe('Duration of the trace');
  });
});
