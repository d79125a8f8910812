import { expect, test } from 'vitest';
import { makeAttempt } from '../testing/make-attempt.ts';
import { observeCompletion, observeEmbeddings } from './observe-completion.ts';

test('messages are kept as they came, without their nulls', () => {
  const { observation, provider } = makeAttempt();
  const tool = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
  observeCompletion(
    observation,
    {
      id: 'r',
      model: 'm',
      choices: [
        {
          finish_reason: 'tool_calls',
          message: { role: 'assistant', content: null, refusal: null, tool_calls: [tool] },
        },
        { message: { content: 'b', reasoning: 'because' } },
        { finish_reason: 'stop' },
      ],
    },
    provider,
  );

  expect(observation).toMatchObject({
    hasBegun: true,
    responseId: 'r',
    answeringModel: 'm',
    usage: null,
    finishReasons: ['tool_calls', undefined, 'stop'],
    messages: [{ role: 'assistant', content: null, tool_calls: [tool] }, { content: 'b' }],
    reasoningCharacters: 7,
  });
  expect(observation.outputCharacters).toBe(JSON.stringify([tool]).length + 1);
});

test.each([
  [[{ embedding: [1, 2, 3] }, { embedding: [1, 2, 3] }], { vectors: 2, dimensions: 3 }],
  [[{ embedding: Buffer.alloc(16).toString('base64') }], { vectors: 1, dimensions: 4 }],
  [[], { vectors: 0, dimensions: null }],
])('of embeddings only the shape is kept', (data, summary) => {
  const { observation, provider } = makeAttempt();
  observeEmbeddings(observation, { data }, provider);

  expect(observation.summary).toEqual(summary);
});
