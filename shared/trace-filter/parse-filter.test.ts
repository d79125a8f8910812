import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everything } from './filter.ts';
import { formatFilter } from './format-filter.ts';
import { describeProblem, parseFilter } from './parse-filter.ts';
import { arbitraryFilter } from './testing/arbitrary-filter.ts';

/** The canonical form, or what is wrong. */
function read(text: string): string {
  const parsed = parseFilter(text);
  return parsed.isValid ? formatFilter(parsed.filter) : describeProblem(parsed.problem);
}

describe('a filter', () => {
  test.each([
    ['model:gpt-5* provider:openai', 'model:gpt-5* provider:openai'],
    ['name:"checkout flow"', 'name:"checkout flow"'],
    ['score.helpful:Yes', 'score.helpful:"Yes" OR score.helpful=1'],
    ['score.helpful=false', 'score.helpful:"false" OR score.helpful=0'],
    ['score.helpful:"true"', 'score.helpful:"true"'],
    ['score.helpful:true*', 'score.helpful:true*'],
    ['name:"check out"*', 'name:"check out"*'],
    ['status:Error type:TOOL', 'status:error type:tool'],
    ['status=error', 'status:error'],
    ['release=1.2*', 'release="1.2*"'],
    ['cost>0.01', 'cost>0.01'],
    ['cost > $0.01', 'cost>0.01'],
    ['cost>=1c', 'cost>=0.01'],
    ['tokens>=1.5k input<2m output:7', 'tokens>=1500 input<2000000 output=7'],
    ['latency>2s', 'latency>2s'],
    ['latency<=1.5m ttft<300ms ttft>40', 'latency<=90s ttft<300ms ttft>40ms'],
    ['metadata.tenant:acme metadata."my key"=a', 'metadata.tenant:acme metadata."my key"=a'],
    ['score.helpfulness>=0.8 score.verdict:good', 'score.helpfulness>=0.8 score.verdict:good'],
    ['score.x>-1 score.x:0.5 score.x:"0.5"', 'score.x>-1 score.x=0.5 score.x:"0.5"'],
    ['has:session is:simulated', 'has:session is:simulated'],
    ['"refund" -tag:internal', 'refund -tag:internal'],
    ['model:(gpt-5 OR claude*)', 'model:gpt-5 OR model:claude*'],
    ['tag:(a -b)', 'tag:a -tag:b'],
    ['a AND b OR NOT c', 'a b OR -c'],
    ['(a OR b) c', '(a OR b) c'],
    ['NOT (a b)', '-(a b)'],
    ['key:a:b:c', 'key:a:b:c'],
    ['name:OR', 'name:OR'],
    ['or', 'or'],
    ['"OR"', '"OR"'],
    ['"tag:x"', '"tag:x"'],
    ['a > b', 'a ">" b'],
    ['re*nd', 're*nd'],
    ['\\"a\\ b', '"\\"a b"'],
    ['  ', ''],
  ])('%s reads as %s', (text, canonical) => {
    expect(read(text)).toBe(canonical);
    expect(read(canonical)).toBe(canonical);
  });

  test.each([
    [
      'latncy>2s',
      'at character 1: there is no field `latncy`: did you mean `latency`? To look for the text itself, put it in quotes',
    ],
    ['a https://b.c', /^at character 3: there is no field `https`: fields are model, .*put it in quotes$/],
    ['cost>abc', 'at character 6: `cost` is compared with an amount in USD such as 0.01, $0.01 or 1c, not with `abc`'],
    ['latency>2days', /^at character 9: .*such as 300ms, 2s or 1m/],
    ['tokens>1*', /^at character 8: .*not with `1\*`$/],
    ['a (b', 'at character 3: this ( is not closed; add ) where it ends'],
    ['a)', 'at character 2: this ) closes nothing; take it away'],
    ['()', /nothing between these brackets/],
    ['model: a', 'at character 1: `model` has no value; write one right after it, "" for an empty text'],
    ['tag>3', 'at character 1: `tag` is text and has no order; write `tag:value`'],
    ['a OR', /^at character 3: there is nothing to find beside OR/],
    ['OR a', /^at character 1: there is nothing to find beside OR/],
    ['a AND', /^at character 3: there is nothing to find beside AND/],
    ['NOT', /^at character 1: there is nothing to find beside NOT/],
    ['status:bad', 'at character 8: `bad` is no status; it is one of ok, error, unset'],
    ['a "b', 'at character 3: this quote is not closed; add " after the text'],
    ['has:sesion', 'at character 5: `has:` does not know `sesion`; did you mean `session`?'],
    ['is:blue', 'at character 4: `is:` does not know `blue`; it is one of simulated, estimated, unpriced'],
    ['score>1', /needs a name after a dot, such as `score.helpfulness`$/],
    ['metadata:acme', /needs a name after a dot, such as `metadata.tenant`$/],
    ['metadata.a>1', /`metadata.a` is text/],
    ['model.x:3', /`model` has no parts/],
    ['score.x>good', /a label is found with `score.x:good`$/],
    ['model:(a tag:b)', /^at character 10: inside the brackets of `model` are only its values/],
    [`${'('.repeat(21)}a${')'.repeat(21)}`, /20 deep at most$/],
    ['-'.repeat(30).concat('a'), /20 deep at most$/],
    ['tag:"a\0b"', 'at character 7: this is a NUL character (U+0000), which a filter cannot look for; take it away'],
    ['a'.repeat(2001), 'at character 2001: the filter has 2001 characters; at most 2000 are allowed'],
  ])('%s is refused', (text, message) => {
    if (typeof message === 'string') expect(read(text)).toBe(message);
    else expect(read(text)).toMatch(message);
  });

  test('comes back whole from its text', () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => {
        const text = formatFilter(filter);
        fc.pre(text.length <= 2000);
        expect(parseFilter(text)).toEqual({ isValid: true, filter });
      }),
      { numRuns: 500 },
    );
  });

  test('is never more than right or wrong, whatever is typed', () => {
    const soup = fc.array(
      fc.constantFrom(
        'model',
        ':',
        'a',
        ' ',
        '(',
        ')',
        '"',
        '-',
        'OR',
        'NOT',
        'AND',
        '*',
        '>',
        '=',
        'cost',
        '\\',
        'score',
        '.',
        '1',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          soup.map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseFilter(text);
          if (parsed.isValid) return;
          expect(parsed.problem.start).toBeGreaterThanOrEqual(0);
          expect(parsed.problem.end).toBeGreaterThanOrEqual(parsed.problem.start);
          expect(parsed.problem.end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('of nothing fits everything', () => {
    expect(parseFilter('')).toEqual({ isValid: true, filter: everything });
  });
});
