import { expect, test } from 'vitest';
import { answerHeaders } from './answer-headers.ts';
import { newDecision } from './begin-run.ts';

test('a warning is told in ASCII, with the marks that a keyboard has', () => {
  const decision = newDecision('openai-chat');
  decision.warnings.push({ code: 'parameter_adjusted', field: 'seed', message: 'Gemini’s “seed” – 7 → 8…' });
  const headers = answerHeaders({ traceId: 't', answer: null, decision, reservation: null });

  expect(headers['x-signalbox-warnings']).toBe('parameter_adjusted seed: Gemini\'s "seed" - 7 ? 8...');
});
