import type { CallAttempt, CallDecision } from '../../../shared/contract/call-decision.ts';
import type { Span } from '../../../shared/contract/span.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { redactContent } from '../../../shared/telemetry/redact-content.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { Run } from '../begin-run.ts';
import { answerFields } from './answer-fields.ts';
import { callerFields } from './caller-fields.ts';
import { type Interval, spanTimes } from './span-times.ts';
import type { AnswerEnding } from './usage-of-answer.ts';

export interface SpanIdentity {
  stage: string;
  newSpanId: () => string;
}

/**
 * The spans of a finished call: the call itself, and below it each attempt whose answer the caller did not get. Those were
 * paid for, too, and a provider that failed has failed, whoever answered in the end. `error` is null if all went well.
 */
export function buildSpans(run: Run, error: AppError | null, identity: SpanIdentity): [Span, ...Span[]] {
  const call = callSpan(run, error, identity.stage);
  const others = run.attempts.filter((attempt) => attempt !== run.answer);
  return [call, ...others.map((attempt) => attemptSpan(run, attempt, call, identity.newSpanId()))];
}

function callSpan(run: Run, error: AppError | null, stage: string): Span {
  const interval = { startedAt: run.startedAt, fromMs: 0, untilMs: run.elapsed() };
  const span: Span = {
    ...commonFields(run, stage, interval, error),
    spanId: run.spanId,
    parentSpanId: run.parentSpanId,
    name: `${run.operation} ${run.requestedModel}`,
    decision: decisionOf(run),
    ...answerFields(run, run.answer, { ...answeredTo(run, error), at: run.startedAt }),
  };
  return run.settings.capturesContent ? span : redactContent(span);
}

function attemptSpan(run: Run, attempt: Attempt, call: Span, spanId: string): Span {
  const { startedAfterMs, endedAfterMs, error, target } = attempt;
  const fields = answerFields(run, attempt, { request: attempt.request, ending: endingOf(error), at: run.startedAt });
  const interval = { startedAt: run.startedAt, fromMs: startedAfterMs, untilMs: endedAfterMs ?? startedAfterMs };
  const span: Span = {
    ...commonFields(run, call.environment ?? '', interval, error),
    spanId,
    parentSpanId: run.spanId,
    name: `attempt ${target.model.id}`,
    decision: null,
    ...fields,
    model: fields.model && { ...fields.model, isSuperseded: true },
    // The call above shows it; so many copies of a long conversation are of no use to anybody.
    input: null,
  };
  return run.settings.capturesContent ? span : redactContent(span);
}

/** Who leaves while the gateway waits to ask again leaves no answer: that attempt had failed before, with an error of its own. */
function answeredTo({ answer, attempts, request }: Run, error: AppError | null) {
  const attempt = attempts.find((each) => each === answer);
  return { request: attempt?.request ?? request, ending: endingOf(attempt?.error ?? error) };
}

function commonFields(run: Run, stage: string, interval: Interval, error: AppError | null) {
  return {
    projectId: run.projectId,
    traceId: run.traceId,
    type: run.operation === 'chat' ? ('llm' as const) : ('embedding' as const),
    ...spanTimes(interval),
    status: error ? ('error' as const) : ('ok' as const),
    errorType: error && errorTypeOf(error),
    statusMessage: error?.message ?? null,
    ...callerFields(run.request, stage),
    keyId: run.keyId,
    input: toPayload(run.request[run.operation === 'chat' ? 'messages' : 'input']),
  };
}

function errorTypeOf(error: AppError): string {
  return error instanceof ProviderError ? error.type : error.code;
}

function decisionOf(run: Run): CallDecision {
  return { ...run.decision, attempts: run.attempts.map(toCallAttempt) };
}

function toCallAttempt({ target, provider, startedAfterMs, endedAfterMs, error }: Attempt): CallAttempt {
  return {
    model: target.model.id,
    provider: provider.slug,
    credentialId: provider.credentialId ?? null,
    startedAfterMs: Math.round(startedAfterMs * 1000) / 1000,
    durationMs: Math.max(0, Math.round(((endedAfterMs ?? startedAfterMs) - startedAfterMs) * 1000) / 1000),
    outcome: outcomeOf(error),
    errorType: error && errorTypeOf(error),
    message: error?.message ?? null,
  };
}

function outcomeOf(error: AppError | null): CallAttempt['outcome'] {
  const ending = endingOf(error);
  if (ending === 'whole') return 'answered';
  return ending === 'left' ? 'abandoned' : 'failed';
}

function endingOf(error: AppError | null): AnswerEnding {
  if (error === null) return 'whole';
  return error.code === 'client_aborted' || error.code === 'server_stopped' ? 'left' : 'cut';
}
