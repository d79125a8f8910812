import type { Span } from '../../../shared/contract/span.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { redactContent } from '../../../shared/telemetry/redact-content.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import type { Run } from '../begin-run.ts';
import { callerFields } from './caller-fields.ts';
import { modelParameters } from './model-parameters.ts';
import { usageOfRun } from './usage-of-run.ts';

/** The span of a finished call. `error` is null if all went well. */
export function buildSpan(run: Run, stage: string, error: AppError | null): Span {
  const { model, settings } = run.target;
  const span: Span = {
    projectId: run.projectId,
    traceId: run.traceId,
    spanId: run.spanId,
    parentSpanId: run.parentSpanId,
    name: `${run.operation} ${run.requestedModel}`,
    type: run.operation === 'chat' ? 'llm' : 'embedding',
    ...timesOf(run),
    status: error ? 'error' : 'ok',
    errorType: error && errorTypeOf(error),
    statusMessage: error?.message ?? null,
    ...callerFields(run.request, stage),
    keyId: run.keyId,
    model: modelCallOf(run),
    ...usageAndCost(run, error !== null),
    input: toPayload(run.request[run.operation === 'chat' ? 'messages' : 'input']),
    output: outputOf(run),
    attributes: attributesOf(run),
    isSimulated: model.isSimulated,
  };
  return settings.capturesContent ? span : redactContent(span);
}

function timesOf({ startedAt, elapsed }: Run) {
  const durationMs = roundMs(elapsed());
  const startNano = BigInt(startedAt) * 1_000_000n;
  const endNano = startNano + BigInt(Math.round(durationMs * 1e6));
  return {
    startTime: new Date(startedAt).toISOString(),
    endTime: new Date(startedAt + Math.round(durationMs)).toISOString(),
    startTimeUnixNano: String(startNano),
    endTimeUnixNano: String(endNano),
    durationMs,
  };
}

function errorTypeOf(error: AppError): string {
  return error instanceof ProviderError ? error.type : error.code;
}

function modelCallOf(run: Run): Span['model'] {
  const { observation, target } = run;
  return {
    operation: run.operation,
    provider: target.provider.slug,
    requestedModel: run.requestedModel,
    answeringModel: observation.answeringModel,
    parameters: modelParameters(run.request, target.settings.capturesContent),
    finishReasons: observation.finishReasons.filter((reason) => reason !== undefined),
    isStreamed: run.isStreamed,
    timeToFirstTokenMs: observation.timeToFirstTokenMs === null ? null : roundMs(observation.timeToFirstTokenMs),
  };
}

function usageAndCost(run: Run, isCut: boolean): Pick<Span, 'usage' | 'cost'> {
  const usage = usageOfRun(run, isCut);
  if (!usage) return { usage: null, cost: null };
  const { price, priceTableVersion, isSimulated } = run.target.model;
  return { usage, cost: priceUsage({ usage, price, priceTableVersion, isSimulated, at: run.startedAt }) };
}

/** The assistant's message; a list of them if several choices were asked for. */
function outputOf({ observation }: Run): Span['output'] {
  const { messages, summary } = observation;
  if (messages.length > 0) return toPayload(messages.length === 1 ? messages[0] : messages);
  return summary && toPayload(summary);
}

function attributesOf({ requestId, observation }: Run): Span['attributes'] {
  return {
    'signalbox.request.id': requestId,
    ...(observation.responseId === null ? {} : { 'gen_ai.response.id': observation.responseId }),
  };
}

/** Microseconds are as fine as the clock is. */
function roundMs(ms: number): number {
  return Math.max(Math.round(ms * 1000) / 1000, 0);
}
