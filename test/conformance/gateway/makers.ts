import Anthropic from '@anthropic-ai/sdk';
import { type GenerateContentResponseUsageMetadata, GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';

/** What the makers' own packages read of an answer. */
export interface MakersReading {
  text: string;
  reasoning: string;
  calls: { name: unknown; input: unknown }[];
  usage: { input: number; cached: number; output: number };
}

/** Where the provider, or what stands in for it, is asked, and what. */
export interface MakersQuestion {
  url: string;
  prompt: string;
  isStreamed: boolean;
}

export async function readWithGoogle({ url, prompt, isStreamed }: MakersQuestion): Promise<MakersReading> {
  const google = new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: url, apiVersion: 'v1beta' } });
  const asked = { model: 'gemini-3-flash', contents: prompt };
  const chunks = isStreamed
    ? await google.models.generateContentStream(asked)
    : [await google.models.generateContent(asked)];
  const read = nothingRead();
  for await (const chunk of chunks) {
    for (const { text = '', thought } of chunk.candidates?.[0]?.content?.parts ?? []) {
      read[thought === true ? 'reasoning' : 'text'] += text;
    }
    read.calls.push(...(chunk.functionCalls ?? []).map(({ name, args }) => ({ name, input: args })));
    if (chunk.usageMetadata) read.usage = countsOfGoogle(chunk.usageMetadata);
  }
  return read;
}

function countsOfGoogle(used: GenerateContentResponseUsageMetadata): MakersReading['usage'] {
  return {
    input: (used.promptTokenCount ?? 0) + (used.toolUsePromptTokenCount ?? 0),
    cached: used.cachedContentTokenCount ?? 0,
    output: (used.candidatesTokenCount ?? 0) + (used.thoughtsTokenCount ?? 0),
  };
}

function nothingRead(): MakersReading {
  return { text: '', reasoning: '', calls: [], usage: { input: 0, cached: 0, output: 0 } };
}

export async function readWithAnthropic({ url, prompt, isStreamed }: MakersQuestion): Promise<MakersReading> {
  const anthropic = new Anthropic({ apiKey: 'test', baseURL: url, maxRetries: 0 });
  const asked = { model: 'claude', max_tokens: 500, messages: [{ role: 'user' as const, content: prompt }] };
  const { content, usage } = isStreamed
    ? await anthropic.messages.stream(asked).finalMessage()
    : await anthropic.messages.create(asked);
  const cached = usage.cache_read_input_tokens ?? 0;
  const input = usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0);
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, input: block.input }] : [])),
    usage: { input, cached, output: usage.output_tokens },
  };
}

export async function readWithOpenAi({ url, prompt, isStreamed }: MakersQuestion): Promise<MakersReading> {
  const openai = new OpenAI({ apiKey: 'test', baseURL: `${url}/v1`, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: prompt }];
  const { choices, usage } = isStreamed
    ? await openai.chat.completions.stream({ model: 'world-1', messages }).finalChatCompletion()
    : await openai.chat.completions.create({ model: 'world-1', messages });
  const message = choices[0]?.message as (OpenAI.ChatCompletionMessage & { reasoning_content?: string }) | undefined;
  return {
    text: message?.content ?? '',
    reasoning: message?.reasoning_content ?? '',
    calls: (message?.tool_calls ?? []).flatMap((call) =>
      call.type === 'function'
        ? [{ name: call.function.name, input: JSON.parse(call.function.arguments) as unknown }]
        : [],
    ),
    usage: {
      input: usage?.prompt_tokens ?? 0,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
    },
  };
}
