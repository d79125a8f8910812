import { describe, expect, it } from 'vitest';
import { type Command, findCommands, shownCommands, traceIdIn } from './commands.ts';

const command = (label: string, keywords?: string): Command => ({
  id: label,
  group: 'g',
  label,
  run: () => undefined,
  ...(keywords ? { keywords } : {}),
});
const labels = (commands: readonly Command[]) => commands.map(({ label }) => label);

describe('finding a command', () => {
  const all = [
    command('openai/gpt-5-mini'),
    command('Get started'),
    command('openai/gpt-5'),
    command('Models', 'groq'),
  ];

  it('shows everything before anything is typed', () => {
    expect(findCommands(all, '  ')).toBe(all);
  });

  it('puts the start of the label before the start of a word, and the shorter first', () => {
    expect(labels(findCommands(all, 'g'))).toEqual(['Get started', 'openai/gpt-5', 'openai/gpt-5-mini', 'Models']);
    expect(labels(findCommands(all, 'gpt-5'))).toEqual(['openai/gpt-5', 'openai/gpt-5-mini']);
  });

  it('finds by other words and by letters in order', () => {
    expect(labels(findCommands(all, 'groq'))).toEqual(['Models']);
    expect(labels(findCommands(all, 'gtst'))).toEqual(['Get started']);
  });

  it('finds nothing where nothing fits', () => {
    expect(findCommands(all, 'zzz')).toEqual([]);
  });
});

describe('what is shown', () => {
  const all = [command('Get started'), command('Guides'), command('Models')];
  const searchTraces = command('Search traces for “g”');

  it('ends with the search in traces, which is what is left where nothing fits', () => {
    expect(labels(shownCommands({ all, searchTraces }, 'g', 2))).toEqual(['Guides', 'Search traces for “g”']);
    expect(labels(shownCommands({ all, searchTraces }, 'refund', 9))).toEqual(['Search traces for “g”']);
  });

  it('is everything before anything is typed', () => {
    expect(shownCommands({ all, searchTraces: null }, '', 9)).toEqual(all);
  });
});

describe('a pasted trace id', () => {
  it('is recognised in any writing', () => {
    const id = '0af7651916cd43dd8448eb211c80319c';
    expect(traceIdIn(` ${id.toUpperCase()} `)).toBe(id);
    expect(traceIdIn('0af76519-16cd-43dd-8448-eb211c80319c')).toBe(id);
  });

  it.each(['', 'gpt-5', '0af7', 'zaf7651916cd43dd8448eb211c80319c'])('is not %j', (text) => {
    expect(traceIdIn(text)).toBeNull();
  });
});
