import { createHash } from 'node:crypto';
import { hexOf, testTime } from '../../test/support/build-span.ts';
import { encodeOtlp, type SpanToEncode } from '../../test/support/encode-otlp.ts';
import type { CostOptions } from './cost-options.ts';

const words = 'the signal box holds every call of the model that answers a question about routes and spans'.split(' ');
const models = ['gpt-5-mini', 'gpt-5', 'claude-opus-4-5'];

/** Export requests in protobuf: of each trace an agent, and below it model calls and tools, with texts of real entropy. */
export function sampleRequests(options: CostOptions): Uint8Array[] {
  const { sample, spansPerRequest, spansPerTrace } = options;
  return Array.from({ length: sample }, (_, request) => {
    const spans = Array.from({ length: spansPerRequest }, (__, index) => {
      const number = request * spansPerRequest + index;
      return spanOf({ trace: Math.floor(number / spansPerTrace), index: number % spansPerTrace }, options);
    });
    return encodeOtlp(spans, { 'service.name': 'shop-assistant', 'deployment.environment.name': 'production' });
  });
}

interface Place {
  trace: number;
  index: number;
}

function spanOf({ trace, index }: Place, { payloadBytes, spansPerTrace, tracesPerSecond }: CostOptions): SpanToEncode {
  const start = BigInt(testTime + Math.round((trace * 1000) / tracesPerSecond) + index * 40) * 1_000_000n;
  const isCall = spansPerTrace === 1 || (index > 0 && index % 3 !== 0);
  const kind = isCall ? 'call' : index === 0 ? 'agent' : 'tool';
  return {
    traceId: hexOf(`cost ${trace}`, 32),
    spanId: hexOf(`cost ${trace} ${index}`, 16),
    ...(index === 0 ? {} : { parentSpanId: hexOf(`cost ${trace} 0`, 16) }),
    name: { call: 'chat', agent: 'invoke_agent assistant', tool: 'execute_tool search' }[kind],
    ...{ startTimeUnixNano: start, endTimeUnixNano: start + spreadOf(`${trace} ${index}`, medianMilliseconds[kind]) },
    attributes: isCall
      ? callAttributes(trace, index, payloadBytes)
      : {
          'gen_ai.operation.name': index === 0 ? 'invoke_agent' : 'execute_tool',
          'session.id': `session ${Math.floor(trace / 5)}`,
          'user.id': `user ${Math.floor(trace / 20)}`,
        },
  };
}

const medianMilliseconds = { call: 2_000, agent: 8_000, tool: 150 };

/**
 * Nanoseconds about a median, as durations spread: two of three within half and double of it. How they spread decides how many
 * buckets the sketches of rollups have, and so how large the items are that each write is charged for.
 */
function spreadOf(seed: string, medianMs: number): bigint {
  const digest = createHash('sha256').update(`duration ${seed}`).digest();
  const [first, second] = [(digest.readUInt32BE(0) + 1) / 2 ** 32, digest.readUInt32BE(4) / 2 ** 32];
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
  return BigInt(Math.round(medianMs * 1e6 * Math.exp(0.7 * normal)));
}

function callAttributes(trace: number, index: number, payloadBytes: number): Record<string, string | number> {
  const model = models[(trace + index) % models.length] ?? '';
  const seed = `${trace} ${index}`;
  return {
    ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': model },
    ...{ 'gen_ai.response.model': model, 'gen_ai.request.temperature': 0.2, 'gen_ai.request.max_tokens': 800 },
    'gen_ai.usage.input_tokens': Math.ceil(payloadBytes / 4) + 20,
    'gen_ai.usage.output_tokens': Math.ceil(payloadBytes / 4) + 5,
    'gen_ai.input.messages': messageOf('user', `in ${seed}`, payloadBytes),
    'gen_ai.output.messages': messageOf('assistant', `out ${seed}`, payloadBytes),
  };
}

function messageOf(role: string, seed: string, bytes: number): string {
  return JSON.stringify([{ role, parts: [{ type: 'text', content: textOf(seed, bytes) }] }]);
}

/** Words in an order of their own, with numbers between them: zstd makes it about as small as it does prose. */
function textOf(seed: string, bytes: number): string {
  let text = '';
  for (let block = 0; text.length < bytes; block++) {
    for (const byte of createHash('sha256').update(`${seed} ${block}`).digest())
      text += `${byte % 5 === 0 ? byte.toString(36) : words[byte % words.length]} `;
  }
  return text.slice(0, bytes);
}
