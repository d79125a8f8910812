import { describe, expect, test } from 'vitest';
import { buildSpan } from '../../test/support/build-span.ts';
import { metadataNames, nameSetsOf } from '../storage/trace-name-sets.ts';
import { picksOf } from '../storage/trace-picks.ts';
import { createTraceMatcher, matchesTrace } from './match-trace.ts';
import { parseFilter } from './parse-filter.ts';
import type { FilterableTrace } from './trace-values.ts';

const trace: FilterableTrace = {
  traceId: 'a'.repeat(32),
  name: 'Checkout flow',
  status: 'error',
  models: ['openai/gpt-5-mini', 'openrouter/anthropic/claude-opus'],
  routes: ['support'],
  providers: ['openai'],
  types: ['llm', 'tool'],
  tags: ['checkout', 'EU'],
  keyIds: ['AbC'],
  sessionId: 'S-1',
  userId: null,
  environment: 'prod',
  release: '1.2',
  service: 'shop',
  errorTypes: ['RateLimitError'],
  prompts: ['support@3'],
  metadata: ['tenant=acme', 'tenant=Globex', 'a=b=c'],
  scores: {
    helpfulness: { count: 2, mean: 0.85, labels: [] },
    helpful: { count: 2, mean: 1, labels: [] },
    harmful: { count: 1, mean: 0, labels: [] },
    sure: { count: 1, mean: null, labels: ['Yes'] },
    verdict: { count: 1, mean: null, labels: ['Good'] },
  },
  costNanoUsd: 20_000_000,
  totalTokens: 1500,
  inputTokens: 1000,
  outputTokens: 500,
  durationMs: 2500,
  timeToFirstTokenMs: null,
  spanCount: 12,
  errorCount: 1,
  unpricedSpanCount: 0,
  isSimulated: false,
  isEstimated: true,
  inputPreview: 'Where is my Refund?',
  outputPreview: null,
};

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

describe('a trace fits', () => {
  test.each([
    '',
    'model:gpt-5*',
    'model:claude-opus',
    'model:OPENAI/gpt-5-mini',
    'model=openai/gpt-5-mini',
    'model:support',
    'provider:openai status:error type:tool type:llm',
    'name:"checkout flow"',
    'name:*OUT*',
    'environment:prod release:1.2 service:shop',
    'session:S-1 key:AbC',
    'tag:checkout tag:eu',
    'error:ratelimit*',
    'prompt:support prompt:support@3',
    'metadata.tenant:acme metadata.tenant:globex metadata.a:b=c',
    'metadata.tenant=Globex',
    'cost>0.01 cost<=2c cost>=0.02',
    'tokens:1500 input>=1k output<501',
    'latency>2s latency<=2500ms',
    'spans>10 errors>0',
    'score.helpfulness>=0.8 score.verdict:good score.verdict:g*',
    'score.helpful:true score.helpful:Yes score.helpful=true score.helpful:(no OR yes)',
    'score.harmful:false score.harmful:NO -score.harmful:true',
    'score.sure:yes score.sure:"yes"',
    'has:session has:score has:error has:tag has:prompt has:metadata has:key has:model has:name',
    'has:environment has:release has:service has:cost has:input',
    'is:estimated',
    '-is:simulated -has:user -has:ttft -is:unpriced -has:output',
    'refund',
    '"my refund?"',
    'wh*refund',
    'model:(nothing OR gpt-5*)',
    'tag:other OR refund',
    '-(tag:other OR tag:more)',
    'trace:aaaa*',
  ])('%s', (text) => {
    expect(matchesTrace(filterOf(text), trace)).toBe(true);
    expect(matchesTrace(filterOf(`-(${text || 'name:*'})`), trace)).toBe(false);
  });

  test.each([
    'model:gpt-5',
    'model=gpt-5-mini',
    'model:mini*',
    'session:s-1',
    'tag=eu',
    'prompt=support',
    'prompt:support@2',
    'metadata.tenant=globex',
    'metadata.a=b',
    'cost>0.02',
    'ttft>0',
    'ttft<10s',
    'score.helpfulness>0.85',
    'score.verdict>0',
    'score.toString:x',
    'score.other:good',
    'score.helpful:false',
    'score.helpful:"true"',
    'score.helpful:y',
    'score.helpfulness:yes',
    'score.sure:no',
    'score.verdict:true',
    'user:*',
    'refund tag:other',
    'name:Checkout',
    'name:check*check*flow',
  ])('not %s', (text) => {
    expect(matchesTrace(filterOf(text), trace)).toBe(false);
  });

  test.each([
    ['"deep inside"', null],
    ['"deep inside" tag:other', false],
    ['"deep inside" OR tag:eu', true],
    ['-"deep inside"', null],
    ['"deep inside" tag:eu', null],
    ['refund', true],
  ])('%s is %s before its spans are read', (text, verdict) => {
    expect(createTraceMatcher(filterOf(text))(trace)).toBe(verdict);
  });

  test('as its spans say, once they are read', () => {
    const matches = createTraceMatcher(filterOf('"Deep Inside" -other'));

    expect(matches(trace, ([text]) => text === 'deep inside')).toBe(true);
    expect(matches(trace, () => true)).toBe(false);
    expect(matches(trace, () => false)).toBe(false);
  });

  test.each([
    `session:${'s'.repeat(300)}`,
    `session=${'s'.repeat(300)}`,
    `tag:${'T'.repeat(201)}`,
    `metadata.url:https://example.com/${'p'.repeat(500)}`,
    `metadata.url=https://example.com/${'p'.repeat(500)}`,
  ])('by a value that is longer than its summary keeps: %s', (text) => {
    const span = {
      ...buildSpan({ sessionId: 's'.repeat(300), tags: ['t'.repeat(201)] }),
      metadataNames: metadataNames({ url: `https://example.com/${'p'.repeat(500)}` }),
    };
    const summary = { sessionId: picksOf(span).sessionId?.value as string, ...nameSetsOf(span) };

    expect(matchesTrace(filterOf(text), summary)).toBe(true);
    expect(matchesTrace(filterOf(text), trace)).toBe(false);
  });

  test('with an older summary, which lacks what is asked', () => {
    expect(matchesTrace(filterOf('tag:a OR score.x>1 OR metadata.a:b OR has:tag OR "x"'), {})).toBe(false);
  });
});
