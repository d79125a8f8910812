import { expect, test } from 'vitest';
import { estimateTokens } from '../../../shared/pricing/estimate-tokens.ts';
import type { Observation } from './observation.ts';
import { createObservation } from './observation.ts';
import { type AnswerEnding, usageOfAnswer } from './usage-of-answer.ts';

interface Answer {
  request?: Record<string, unknown>;
  observation?: Observation;
}

function usageOf({ request = {}, observation = createObservation() }: Answer, ending: AnswerEnding) {
  return usageOfAnswer(request, observation, ending);
}

const begun = { ...createObservation(), hasBegun: true };

test('before an answer has begun nothing was used', () => {
  expect(usageOf({}, 'cut')).toBeNull();
});

test('but of an answer that its caller left before it began, what was sent', () => {
  const request = { messages: [{ role: 'user', content: 'Tell me all about nets.' }] };
  const whole = usageOf({ request, observation: begun }, 'whole');

  expect(usageOf({ request }, 'left')).toEqual({ ...whole, flags: ['estimated', 'partial'] });
  expect(whole?.total).toBeGreaterThan(5);
});

test('what was reported before the stream broke is kept, and marked', () => {
  const observation = { ...begun, usage: { input: 10, output: 2 } };

  expect(usageOf({ observation }, 'cut')).toMatchObject({
    input: 10,
    output: 2,
    basis: 'reported',
    flags: ['partial'],
  });
  expect(usageOf({ observation }, 'whole')).toMatchObject({ flags: [] });
});

const sailors = 'The sailors mend their nets by the harbour. ';

test('an estimate counts messages in every form, their tool calls, and the tools', () => {
  const call = { id: 'c', function: { name: 'find_ship', arguments: '{"name":"Aurora"}' } };
  const request = {
    messages: [
      { role: 'user', content: sailors },
      { role: 'user', content: [{ type: 'text', text: sailors }, { type: 'image_url' }, 'odd'] },
      { role: 'assistant', content: null, tool_calls: [call, { id: 'd' }] },
    ],
    tools: [{ type: 'function' }],
  };
  const messages = [
    { role: 'assistant', content: sailors, reasoning_content: sailors },
    { role: 'assistant', content: null, refusal: 'No.' },
  ];
  const observation = { ...begun, messages };

  expect(usageOf({ request, observation }, 'whole')).toMatchObject({
    inputUncached:
      2 * (estimateTokens(sailors) + 4) +
      estimateTokens(`${call.function.name}${call.function.arguments}`) +
      4 +
      estimateTokens(JSON.stringify(request.tools)),
    outputText: estimateTokens(`${sailors}No.`),
    reasoning: estimateTokens(sailors),
    flags: ['estimated'],
  });
});

test('output that was too long to be kept counts in proportion', () => {
  const observation = { ...begun, messages: [{ role: 'assistant', content: sailors }] };
  const long = { ...observation, outputCharacters: 100 * sailors.length };

  expect(usageOf({ observation: long }, 'whole')?.outputText).toBe(100 * estimateTokens(sailors));
});

test.each([
  [sailors, estimateTokens(sailors)],
  [[sailors, sailors], 2 * estimateTokens(sailors)],
  [[11, 12, 13], 3],
  [[[11, 12], [13]], 3],
  [undefined, 0],
])('an embeddings input of %j is estimated at %i tokens', (input, tokens) => {
  expect(usageOf({ request: { input }, observation: begun }, 'whole')).toMatchObject({ input: tokens, output: 0 });
});
