import { createClient } from '../../../shared/contract/client.ts';
import { ingestSpans, maxNativeSpans } from '../../../shared/contract/native-spans.ts';
import { createScores, type ScoreInput, scoreLimits } from '../../../shared/contract/scores.ts';
import type { DemoTrace } from './demo-span.ts';
import { toNativeSpans } from './to-native-spans.ts';
import { toOtlpRequest } from './to-otlp-request.ts';

export interface DemoTarget {
  url: string;
  apiKey: string;
}

export interface DemoCounts {
  traces: number;
  spans: number;
  scores: number;
}

/** Agents that send OpenTelemetry, with their logs; the others send Signalbox's own words. */
const otlpServices = new Set(['support-agent', 'coding-agent', 'research-agent']);
const tracesPerRequest = 12;

/** Sends all of it by the public API. Throws what the API answers if it refuses something. */
export async function sendDemo(
  { url, apiKey }: DemoTarget,
  traces: readonly DemoTrace[],
  onProgress: (sent: number) => void = () => {},
): Promise<DemoCounts> {
  const client = createClient({ baseUrl: url, credentials: async () => ({ token: apiKey, projectId: null }) });
  const isOtlp = ({ context }: DemoTrace) => otlpServices.has(context.service);
  let sent = 0;
  for (const batch of batchesOf(traces.filter(isOtlp), () => 1, tracesPerRequest)) {
    await sendOtlp({ url, apiKey }, batch);
    sent += batch.length;
    onProgress(sent);
  }
  const native = traces.filter((trace) => !isOtlp(trace));
  for (const batch of batchesOf(native, ({ spans }) => spans.length, maxNativeSpans / 2)) {
    const { rejected } = await client.call(ingestSpans, { body: { spans: batch.flatMap(toNativeSpans) } });
    if (rejected.length > 0) throw new Error(`A span was refused: ${JSON.stringify(rejected[0])}`);
    sent += batch.length;
    onProgress(sent);
  }
  const scores: ScoreInput[] = traces.flatMap((trace) => trace.scores);
  for (const batch of batchesOf(scores, () => 1, scoreLimits.batch))
    await client.call(createScores, { body: { scores: batch } });
  return {
    traces: traces.length,
    spans: traces.reduce((sum, { spans }) => sum + spans.length, 0),
    scores: scores.length,
  };
}

async function sendOtlp({ url, apiKey }: DemoTarget, traces: readonly DemoTrace[]): Promise<void> {
  const response = await fetch(new URL('/otel/v1/traces', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(toOtlpRequest(traces)),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`OTLP was answered with ${response.status}: ${text.slice(0, 500)}`);
  const { partialSuccess } = JSON.parse(text || '{}') as { partialSuccess?: { errorMessage?: string } };
  if (partialSuccess?.errorMessage) throw new Error(`A span was refused: ${partialSuccess.errorMessage}`);
}

function* batchesOf<T>(values: readonly T[], sizeOf: (value: T) => number, most: number): Generator<T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const value of values) {
    if (batch.length > 0 && size + sizeOf(value) > most) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(value);
    size += sizeOf(value);
  }
  if (batch.length > 0) yield batch;
}
