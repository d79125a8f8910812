import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallAttempt } from '../../../../../shared/contract/call-decision.ts';
import { attemptsEnd, layOutAttempts } from './lay-out-attempts.ts';

function anAttempt(part: Partial<CallAttempt> = {}): CallAttempt {
  return {
    model: 'groq/llama',
    provider: 'groq',
    credentialId: 'a',
    startedAfterMs: 0,
    durationMs: 100,
    outcome: 'failed',
    errorType: null,
    message: null,
    ...part,
  };
}

describe('the attempts of a call', () => {
  it('say what each is to the one before it', () => {
    const rows = layOutAttempts([
      anAttempt(),
      anAttempt({ startedAfterMs: 150 }),
      anAttempt({ startedAfterMs: 300, credentialId: 'b' }),
      anAttempt({ startedAfterMs: 450, model: 'openai/gpt', provider: 'openai', credentialId: null }),
    ]);
    expect(rows.map(({ role }) => role)).toEqual(['first', 'retry', 'next key', 'fail-over']);
  });

  it('stand in time, in the order in which they began', () => {
    const rows = layOutAttempts([anAttempt({ startedAfterMs: 300 }), anAttempt()]);
    expect(rows.map(({ left, width }) => [left, width])).toEqual([
      [0, 25],
      [75, 25],
    ]);
  });

  it('fill the axis where they took no time', () => {
    expect(layOutAttempts([anAttempt({ durationMs: 0 })])).toMatchObject([{ left: 0, width: 100 }]);
  });

  it('never leave the axis', () => {
    const times = fc.record({ startedAfterMs: fc.nat(1e6), durationMs: fc.nat(1e6) });
    void fc.assert(
      fc.property(fc.array(times, { minLength: 1 }), (parts) => {
        const attempts = parts.map(anAttempt);
        for (const { left, width } of layOutAttempts(attempts)) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100.0001);
        }
        expect(attemptsEnd(attempts)).toBe(Math.max(...parts.map((p) => p.startedAfterMs + p.durationMs)));
      }),
    );
  });
});
