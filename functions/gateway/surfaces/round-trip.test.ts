import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anthropicMessagesSurface } from './anthropic-messages/anthropic-messages-surface.ts';
import { openAiResponsesSurface } from './openai-responses/openai-responses-surface.ts';
import { makeContext } from './testing/make-context.ts';

const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const detail = fc.oneof(
  fc.record({ type: fc.constant('reasoning.text'), text: word, signature: word }),
  fc.record({ type: fc.constant('reasoning.encrypted'), data: word }),
);
const call = fc.record({
  id: fc.uuid(),
  type: fc.constant('function'),
  function: fc.record({ name: word, arguments: fc.dictionary(word, word).map((value) => JSON.stringify(value)) }),
});
const message = fc.record({
  role: fc.constant('assistant'),
  content: word,
  reasoning_details: fc.array(detail, { minLength: 1, maxLength: 4 }),
  tool_calls: fc.array(call, { minLength: 1, maxLength: 3 }),
});

const answerOf = (sent: Record<string, unknown>) => ({ choices: [{ message: sent, finish_reason: 'tool_calls' }] });

test.each([
  [
    'Anthropic’s messages',
    (sent: Record<string, unknown>) => {
      const { content } = anthropicMessagesSurface.fromCompletion(answerOf(sent), makeContext());
      return anthropicMessagesSurface.toChatRequest({ model: 'm', messages: [{ role: 'assistant', content }] });
    },
  ],
  [
    'OpenAI’s responses',
    (sent: Record<string, unknown>) => {
      const { output } = openAiResponsesSurface.fromCompletion(answerOf(sent), makeContext());
      return openAiResponsesSurface.toChatRequest({ model: 'm', input: output });
    },
  ],
])('an answer that a client of %s sends back comes back to the provider whole', (_, roundTrip) => {
  fc.assert(
    fc.property(message, (sent) => {
      expect(roundTrip(sent).request.messages).toMatchObject([sent]);
    }),
  );
});
