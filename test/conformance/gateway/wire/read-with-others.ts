import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { isObject, type JsonObject, stringIn } from '../../../../shared/json/json-object.ts';
import type { MakersQuestion, MakersReading } from '../makers.ts';

type Model = ReturnType<ReturnType<typeof createOpenAICompatible>['chatModel']>;
type Result = Awaited<ReturnType<Model['doGenerate']>>;

/** The AI SDK's reading of any endpoint that speaks OpenAI's format. */
export async function readWithAiSdk({ url, prompt, isStreamed }: MakersQuestion): Promise<MakersReading> {
  const model = createOpenAICompatible({ name: 'recorded', baseURL: `${url}/v1`, apiKey: 'test' }).chatModel('m');
  const asked = { prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text: prompt }] }] };
  const { content, usage } = isStreamed ? await collect(model, asked) : await model.doGenerate(asked);
  const textOf = (wanted: 'text' | 'reasoning') =>
    content.map((part) => (part.type === wanted ? part.text : '')).join('');
  return {
    text: textOf('text'),
    reasoning: textOf('reasoning'),
    calls: content.flatMap((part) =>
      part.type === 'tool-call' ? [{ name: part.toolName, input: (JSON.parse(part.input) ?? {}) as unknown }] : [],
    ),
    usage: {
      input: usage.inputTokens.total ?? 0,
      cached: usage.inputTokens.cacheRead ?? 0,
      output: usage.outputTokens.total ?? 0,
    },
  };
}

async function collect(
  model: Model,
  asked: Parameters<Model['doStream']>[0],
): Promise<Pick<Result, 'content' | 'usage'>> {
  const { stream } = await model.doStream(asked);
  const content: Result['content'] = [];
  let usage: Result['usage'] | null = null;
  for await (const part of stream) {
    if (part.type === 'text-delta') content.push({ type: 'text', text: part.delta });
    if (part.type === 'reasoning-delta') content.push({ type: 'reasoning', text: part.delta });
    if (part.type === 'tool-call') content.push(part);
    if (part.type === 'finish') usage = part.usage;
    if (part.type === 'error') throw part.error;
  }
  if (usage === null) throw new Error('The stream did not finish.');
  return { content, usage };
}

const utf8 = {
  to: (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8'),
  from: (text: string) => Buffer.from(text),
};

/** Bedrock's events, cut and checked by AWS's own codec. */
export function eventsWithAws(bytes: Buffer): [name: string, event: JsonObject][] {
  const codec = new EventStreamCodec(utf8.to, utf8.from);
  const events: [string, JsonObject][] = [];
  for (let start = 0; start < bytes.length; start += bytes.readUInt32BE(start)) {
    const { headers, body } = codec.decode(bytes.subarray(start, start + bytes.readUInt32BE(start)));
    events.push([String(headers[':event-type']?.value), JSON.parse(utf8.to(body)) as JsonObject]);
  }
  return events;
}

const objectIn = (object: JsonObject, name: string): JsonObject => (isObject(object[name]) ? object[name] : {});

/** What those events say of text and of tokens. */
export function readWithAws(bytes: Buffer): Pick<MakersReading, 'text' | 'reasoning' | 'usage'> {
  const events = eventsWithAws(bytes);
  const deltas = events.map(([, event]) => objectIn(event, 'delta'));
  const usage = objectIn(events.find(([name]) => name === 'metadata')?.[1] ?? {}, 'usage');
  const tokens = (name: string) => Number(usage[name] ?? 0);
  return {
    text: deltas.map((delta) => stringIn(delta, 'text') ?? '').join(''),
    reasoning: deltas.map((delta) => stringIn(objectIn(delta, 'reasoningContent'), 'text') ?? '').join(''),
    usage: {
      input: tokens('inputTokens') + tokens('cacheReadInputTokens') + tokens('cacheWriteInputTokens'),
      cached: tokens('cacheReadInputTokens'),
      output: tokens('outputTokens'),
    },
  };
}
