import { createClient } from '../../../shared/contract/client.ts';
import { ingestSpans } from '../../../shared/contract/native-spans.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { storedTrace } from './call-model.ts';

export interface SentSpan {
  spanId: string;
  name: string;
  [field: string]: unknown;
}

/** Sends a trace in Signalbox's own words, a second long where nothing else is said, and waits until it is stored whole. */
export async function sendTrace(stage: LocalStage, spans: readonly SentSpan[]): Promise<string> {
  const client = createClient({
    baseUrl: stage.url,
    credentials: async () => ({ token: stage.apiKey, projectId: null }),
  });
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const end = Date.now();
  const times = { startTime: new Date(end - 1000).toISOString(), endTime: new Date(end).toISOString() };
  const { rejected } = await client.call(ingestSpans, {
    body: { spans: spans.map((span) => ({ traceId, ...times, ...span })) },
  });
  if (rejected.length > 0) throw new Error(`A span was refused: ${JSON.stringify(rejected[0])}`);
  await storedTrace(stage, traceId);
  return traceId;
}

/** The id of the nth span of a trace. */
export const spanIdOf = (index: number) => (index + 1).toString(16).padStart(16, '0');
