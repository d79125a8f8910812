import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termStates, toggleTerm } from './edit-filter.ts';
import { highlightFilter } from './highlight-filter.ts';

describe('a filter that is typed', () => {
  it('is drawn as what its parts are', () => {
    const parts = highlightFilter('model:gpt-5* cost > 0.01 OR -"re fund"').map(({ kind, text }) => [kind, text]);
    expect(parts).toEqual([
      ['field', 'model'],
      ['operator', ':'],
      ['value', 'gpt-5*'],
      ['plain', ' '],
      ['field', 'cost '],
      ['operator', '> '],
      ['value', '0.01'],
      ['plain', ' '],
      ['keyword', 'OR'],
      ['plain', ' '],
      ['keyword', '-'],
      ['text', '"re fund"'],
    ]);
    expect(highlightFilter('tag:a "open').map(({ kind }) => kind)).toEqual(['field', 'operator', 'value', 'plain']);
  });

  it('is drawn whole, whatever is typed', () => {
    const piece = fc.constantFrom('model', ':', '"', ' ', '(', ')', '-', '>', 'OR', '\\', '*', 'metadata.a', 'é');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(
          highlightFilter(text)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('a click on a facet', () => {
  it('adds its term, takes it away again, and turns it around', () => {
    const term = 'model=openai/gpt-5';
    const added = toggleTerm('status:error', term, 'wanted');
    expect(added).toBe('status:error model=openai/gpt-5');
    expect(termStates(added)(term)).toBe('wanted');
    const excluded = toggleTerm(added, term, 'excluded');
    expect(excluded).toBe('status:error -model=openai/gpt-5');
    expect(termStates(excluded)(term)).toBe('excluded');
    expect(toggleTerm(excluded, term, 'excluded')).toBe('status:error');
    expect(toggleTerm('', term, 'wanted')).toBe(term);
  });

  it('keeps alternatives together, and begins anew where the filter cannot be read', () => {
    expect(toggleTerm('tag:a OR tag:b', 'status:ok', 'wanted')).toBe('(tag:a OR tag:b) status:ok');
    expect(toggleTerm('model:(', 'status:ok', 'wanted')).toBe('status:ok');
  });
});
