import type { NativeSpan } from '../../../shared/contract/native-spans.ts';
import type { Span } from '../../../shared/contract/span.ts';
import type { Cost } from '../../../shared/contract/usage.ts';
import { withoutUndefined } from '../../../shared/runtime/without-undefined.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { aliasTableVersion } from '../dialects/alias-table-version.ts';
import { isSimulatedSpan } from '../dialects/simulated-rules.ts';
import type { ModelLookup } from '../otlp/model-lookup.ts';
import { priceCall, withProvider } from '../otlp/price-call.ts';
import { readFirstToken, timesOf, timeWarningOf } from '../span-times.ts';
import { readNativeUsage } from './read-native-usage.ts';

export interface NativeContext {
  projectId: string;
  keyId: string | null;
  findModel: ModelLookup;
  /** Epoch milliseconds. */
  receivedAt: number;
}

/** A span in Signalbox's own words as the canonical record. It has been validated. */
export function mapNativeSpan(native: NativeSpan, { projectId, keyId, findModel }: NativeContext): Span {
  const {
    startTime,
    endTime = startTime,
    model: named,
    usage: reported,
    cost,
    input,
    output,
    isSimulated: said,
    ...rest
  } = native;
  const type = native.type ?? (named === null ? 'span' : 'llm');
  const called = named && toModelCall(named);
  const priced = called && findModel(called);
  const model = called && withProvider(called, priced);
  const isSimulated = isSimulatedSpan({ model, priced, said });
  const usage = reported && readNativeUsage(reported);
  const { traceName, region, ...fields } = rest;
  return {
    ...fields,
    ...withoutUndefined({ traceName, region }),
    projectId,
    keyId,
    type,
    ...timesOf(startTime, endTime),
    status: native.status ?? (native.errorType === null ? 'unset' : 'error'),
    metadata: {
      ...native.metadata,
      mapping: { dialect: 'native', version: aliasTableVersion, ...timeWarningOf(startTime, endTime) },
    },
    model,
    usage,
    cost: priceCall({ type, usage, model, startTimeUnixNano: startTime, isSimulated }, priced, cost && ofClient(cost)),
    input: payloadOf(input),
    output: payloadOf(output),
    isSimulated,
  };
}

function toModelCall({ isStreamed, prompt, ...model }: NonNullable<NativeSpan['model']>): NonNullable<Span['model']> {
  return {
    ...model,
    timeToFirstTokenMs: model.timeToFirstTokenMs === null ? null : readFirstToken(model.timeToFirstTokenMs),
    isStreamed: isStreamed ?? model.timeToFirstTokenMs !== null,
    ...(prompt === undefined ? {} : { prompt }),
  };
}

function ofClient({ totalNanoUsd, buckets }: NonNullable<NativeSpan['cost']>): Cost {
  return { totalNanoUsd, buckets, source: 'client', priceTableVersion: null, tier: null, flags: [] };
}

function payloadOf(value: unknown): Span['input'] {
  return value === undefined || value === null ? null : toPayload(value);
}
