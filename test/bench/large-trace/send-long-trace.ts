import { gzipSync } from 'node:zlib';
import { hexOf } from '../../support/build-span.ts';
import { encodeOtlp, type SpanToEncode } from '../../support/encode-otlp.ts';
import type { LocalStage } from '../../support/local-stage.ts';

const spansPerRequest = 5000;
const stepMs = 2;

export interface LongTrace {
  traceId: string;
  spanCount: number;
  /** Of what was sent, protobuf in gzip. */
  sentBytes: number;
  /** Until the last request was answered with 200. */
  acceptedMs: number;
}

/**
 * A run of an agent through the front door, in OTLP: a root, turns below it, and in each turn a model call and three tools.
 * Two requests at a time, as an exporter with a full queue would.
 */
export async function sendLongTrace({ url, apiKey }: LocalStage, spanCount: number): Promise<LongTrace> {
  const start = Date.now() - spanCount * stepMs;
  const traceId = hexOf(`large ${start}`, 32);
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  for (let first = 0; first < spanCount; first += spansPerRequest) {
    const size = Math.min(spansPerRequest, spanCount - first);
    const spans = Array.from({ length: size }, (_, place) => spanAt(first + place, spanCount, traceId, start));
    bodies.push(Uint8Array.from(gzipSync(encodeOtlp(spans, { 'service.name': 'research-agent' }))));
  }
  const headers = {
    ...{ authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
  };
  const began = performance.now();
  const waiting = bodies.values();
  const send = async () => {
    for (const body of waiting) {
      const response = await fetch(`${url}/otel/v1/traces`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`The stage answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all([send(), send()]);
  const sentBytes = bodies.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return { traceId, spanCount, sentBytes, acceptedMs: performance.now() - began };
}

const spansPerTurn = 5;

function spanAt(index: number, spanCount: number, traceId: string, startMs: number): SpanToEncode {
  const nano = (ms: number) => BigInt(startMs + ms) * 1_000_000n;
  const id = (of: number) => hexOf(`${traceId} ${of}`, 16);
  const at = index * stepMs;
  if (index === 0) {
    const attributes = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'researcher' };
    return {
      ...{ traceId, spanId: id(0), name: 'invoke_agent researcher', attributes },
      ...{ startTimeUnixNano: nano(0), endTimeUnixNano: nano(spanCount * stepMs) },
    };
  }
  const place = (index - 1) % spansPerTurn;
  const parent = place === 0 ? 0 : index - place;
  const length = place === 0 ? spansPerTurn * stepMs : stepMs;
  return {
    ...{ traceId, spanId: id(index), parentSpanId: id(parent), ...wordsOf(place, index) },
    ...{ startTimeUnixNano: nano(at), endTimeUnixNano: nano(at + length) },
  };
}

function wordsOf(place: number, index: number): Pick<SpanToEncode, 'name' | 'attributes'> {
  if (place === 0) return { name: `turn ${index}`, attributes: { 'turn.number': index } };
  if (place > 1) {
    const name = `tool_${index % 20}`;
    const about = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name };
    return {
      name: `execute_tool ${name}`,
      attributes: { ...about, 'input.value': `{"page":${index}}`, 'output.value': `Nothing new on page ${index}.` },
    };
  }
  const messages = [{ role: 'user', parts: [{ type: 'text', content: `What do we know after step ${index}?` }] }];
  const answer = [
    { role: 'assistant', parts: [{ type: 'text', content: `Step ${index} found nothing to worry about.` }] },
  ];
  return {
    name: 'chat gpt-5-mini',
    attributes: {
      ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai' },
      ...{ 'gen_ai.request.model': 'gpt-5-mini', 'gen_ai.response.model': 'gpt-5-mini' },
      ...{ 'gen_ai.usage.input_tokens': 900 + (index % 100), 'gen_ai.usage.output_tokens': 40 },
      ...{ 'gen_ai.input.messages': JSON.stringify(messages), 'gen_ai.output.messages': JSON.stringify(answer) },
    },
  };
}
