import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChatEvent, endAnswer, newAnswer } from './answer.ts';
import { changeDraft, type Draft, type DraftChange, draftRoles, requestOf } from './draft.ts';
import { draftOf, parseDraft, parsePlaygroundSearch, searchOf, serialiseDraft } from './playground-search.ts';
import { summariseAnswer } from './summarise-answer.ts';

const draft: Draft = {
  model: 'sandbox/lorem',
  temperature: 0.2,
  maxTokens: 100,
  isJson: true,
  messages: [
    { id: 1, role: 'system', text: '' },
    { id: 2, role: 'user', text: 'Hello' },
  ],
};
const change = (...changes: DraftChange[]) =>
  changes.reduce(changeDraft, draft).messages.map(({ role, text }) => [role, text]);

describe('the draft', () => {
  it('is written, reordered and shortened', () => {
    expect(change({ type: 'write', id: 1, text: 'Be brief' }, { type: 'move', id: 2, by: -1 })).toEqual([
      ['user', 'Hello'],
      ['system', 'Be brief'],
    ]);
    expect(change({ type: 'move', id: 1, by: -1 }, { type: 'changeRole', id: 2, role: 'assistant' })).toEqual([
      ['system', ''],
      ['assistant', 'Hello'],
    ]);
    expect(change({ type: 'add' }, { type: 'add' }, { type: 'remove', id: 1 })).toEqual([
      ['user', 'Hello'],
      ['assistant', ''],
      ['user', ''],
    ]);
  });

  it('takes an answer in and makes room for the next question', () => {
    expect(change({ type: 'continue', answer: 'Hi' })).toEqual([
      ['system', ''],
      ['user', 'Hello'],
      ['assistant', 'Hi'],
      ['user', ''],
    ]);
  });

  it('becomes a request without what is empty or not set', () => {
    expect(requestOf(draft, 'sandbox/lorem')).toEqual({
      model: 'sandbox/lorem',
      messages: [{ role: 'user', content: 'Hello' }],
      temperature: 0.2,
      max_tokens: 100,
      response_format: { type: 'json_object' },
    });
    expect(requestOf({ ...draft, temperature: null, isJson: false }, 'openai/gpt-5')).toEqual({
      model: 'openai/gpt-5',
      messages: [{ role: 'user', content: 'Hello' }],
      max_completion_tokens: 100,
    });
  });
});

describe('the link to a draft', () => {
  const message = fc.tuple(fc.constantFrom(...draftRoles), fc.string({ maxLength: 20 }));

  it('holds all of it, and so does what the browser keeps', () => {
    const drafts = fc.record<Draft>({
      model: fc.option(fc.string({ minLength: 1 })),
      temperature: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
      maxTokens: fc.option(fc.integer({ min: 1, max: 10_000 })),
      isJson: fc.boolean(),
      messages: fc
        .array(message, { minLength: 1, maxLength: 5 })
        .map((list) => list.map(([role, text], index) => ({ id: index + 1, role, text }))),
    });
    fc.assert(
      fc.property(drafts, (one) => {
        expect(parseDraft(serialiseDraft(one))).toEqual(one);
        const reopened = draftOf(parsePlaygroundSearch(JSON.parse(JSON.stringify(searchOf(one)))), one);
        expect(reopened.messages.map(({ role, text }) => [role, text])).toEqual(
          one.messages.map(({ role, text }) => [role, text]),
        );
        expect({ ...reopened, messages: [] }).toEqual({ ...one, messages: [] });
      }),
    );
  });

  it('leaves a long conversation to the browser', () => {
    const long = { ...draft, messages: [{ id: 1, role: 'user' as const, text: 'x'.repeat(2000) }] };
    expect(searchOf(long).messages).toBeUndefined();
    expect(draftOf(searchOf(long), parseDraft(serialiseDraft(long)))).toEqual(long);
  });

  it('drops what is malformed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('model', 'temperature', 'maxTokens', 'json', 'messages'), fc.jsonValue()),
        (search) => {
          expect(draftOf(parsePlaygroundSearch(search), null).messages.length).toBeGreaterThan(0);
        },
      ),
    );
    expect(parsePlaygroundSearch({ temperature: 3, maxTokens: 1.5, messages: [['robot', 'x']] })).toEqual({});
    expect([parseDraft(null), parseDraft('{'), parseDraft('{}'), parseDraft('null')]).toEqual([null, null, null, null]);
  });
});

describe('the answer', () => {
  const answered = [
    { type: 'started' as const, traceId: 'a'.repeat(32), requestId: 'r1' },
    { type: 'reasoning' as const, text: 'Hm' },
    { type: 'text' as const, text: 'Hel' },
    { type: 'text' as const, text: 'lo' },
    { type: 'toolCall' as const, index: 1, id: 'c1', name: 'f', arguments: '{"a"' },
    { type: 'toolCall' as const, index: 1, id: null, name: null, arguments: ':1}' },
    { type: 'finished' as const, reason: 'stop' },
  ].reduce((answer, event, index) => applyChatEvent(answer, event, 100 + index * 10), newAnswer('m', 0));

  it('gathers what arrives, and when the first token came', () => {
    expect(answered).toMatchObject({
      text: 'Hello',
      reasoning: 'Hm',
      toolCalls: [{ index: 1, id: 'c1', name: 'f', arguments: '{"a":1}' }],
      finishReason: 'stop',
      traceId: 'a'.repeat(32),
      firstTokenAt: 110,
    });
  });

  it('has exact figures from the usage that the provider reported', () => {
    const usage = {
      prompt_tokens: 1000,
      completion_tokens: 500,
      prompt_tokens_details: { cached_tokens: 400 },
      completion_tokens_details: { reasoning_tokens: 100, image_tokens: 200 },
    };
    const ended = endAnswer(applyChatEvent(answered, { type: 'usage', usage }, 200), 'complete', 1110);
    const price = {
      base: { inputUncached: '1', cacheRead: '0.1', outputText: '2', reasoning: '2', imageOutput: '30' },
      tiers: [],
      source: 'test',
      effectiveFrom: null,
    };
    const figures = summariseAnswer(ended, { price, priceTableVersion: '1', isSimulated: true }, null);
    expect(figures.input).toMatchObject({ exact: '1,000', note: '400 read from the cache' });
    expect(figures.output).toMatchObject({ exact: '500', note: '100 spent on reasoning' });
    expect(figures.cost).toMatchObject({ exact: '$0.00724', note: 'Simulated: nobody is charged.' });
    expect(figures.timeToFirstToken.text).toBe('110 ms');
    expect(figures.rate.text).toBe('500 tok/s');
    expect(figures.duration.text).toBe('1.11 s');
  });

  it('says why a figure is missing, and takes it from the trace when that is stored', () => {
    const stopped = endAnswer(answered, 'stopped', 1110);
    expect(summariseAnswer(stopped, null, null).cost).toMatchObject({ text: '—', exact: '' });
    const trace = { inputTokens: 3, outputTokens: 10, costNanoUsd: null, isEstimated: true } as Parameters<
      typeof summariseAnswer
    >[2];
    const figures = summariseAnswer(stopped, null, trace);
    expect(figures.output).toMatchObject({ text: '10', note: 'Estimated: the provider reported no usage.' });
    expect(figures.rate.text).toBe('10 tok/s');
    expect(summariseAnswer(newAnswer('m', 0), null, null).timeToFirstToken.text).toBe('—');
  });
});
