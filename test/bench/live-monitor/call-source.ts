import { randomBytes } from 'node:crypto';
import type { LiveCallEvent } from '../../../shared/contract/live-calls.ts';
import { makeEnded, makeStarted, makeStreaming } from '../../../shared/live/testing/make-live-events.ts';

const models = ['openai/gpt-5-mini', 'anthropic/claude-sonnet-5', 'google/gemini-3-flash', 'sandbox/lorem'] as const;
/** In steps of a third of a call: how long after its start its first token comes, and after that its end. */
const [firstTokenAfter, endAfter] = [20, 120];

/** Calls that overlap: of each event asked for, a third are starts, a third first tokens, a third ends. */
export function createCallSource(): () => LiveCallEvent {
  const calls: { callId: string; traceId: string; startTime: string; model: string; startedAt: number }[] = [];
  const due = new Map<number, LiveCallEvent[]>();
  const ready: LiveCallEvent[] = [];
  let step = 0;

  function begin(): LiveCallEvent {
    const startedAt = Date.now();
    const model = models[calls.length % models.length] ?? models[0];
    const call = {
      callId: randomBytes(8).toString('hex'),
      traceId: randomBytes(16).toString('hex'),
      startTime: new Date(startedAt).toISOString(),
    };
    calls.push({ ...call, model, startedAt });
    const fields = { ...call, requestedModel: model, userId: `user-${calls.length % 50}` };
    const hasFailed = calls.length % 23 === 0;
    schedule(step + firstTokenAfter, makeStreaming({ ...fields, model, provider: model.split('/')[0] ?? '' }));
    schedule(
      step + endAfter,
      makeEnded({
        ...{ ...fields, model, provider: model.split('/')[0] ?? '', durationMs: 600 + (calls.length % 37) * 40 },
        ...(hasFailed ? { status: 'error', errorType: 'provider_rate_limited' } : {}),
      }),
    );
    return makeStarted({ ...fields, inputPreview: `Question ${calls.length}: what does a signal box do at night?` });
  }

  function schedule(at: number, event: LiveCallEvent): void {
    due.set(at, [...(due.get(at) ?? []), event]);
  }

  return () => {
    const next = ready.shift();
    if (next) return next;
    step += 1;
    ready.push(...(due.get(step) ?? []));
    due.delete(step);
    return begin();
  };
}
