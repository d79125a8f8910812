import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  generateText,
  jsonSchema,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage,
  Output,
  streamText,
  tool as toolOf,
} from 'ai';
import { apiKey, type Client, type Dialogue, endOf, type Reading, tool } from './client.ts';

const thinkingBudget = 1_024;

type Options = NonNullable<Parameters<typeof generateText>[0]['providerOptions']>;
type Answer = Reading & { messages: ModelMessage[]; ids: string[] };
type Generate = (messages: ModelMessage[], dialogue: Dialogue, isStreamed: boolean) => Promise<Answer>;

/** Of the AI SDK: one client for each of its packages that speaks one of our surfaces. */
export const aiSdkClients: Client[] = [
  {
    ...clientOf(
      '@ai-sdk/openai',
      'chat completions',
      (url) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).chat,
      () => ({
        openai: { reasoningEffort: 'low', systemMessageMode: 'system' },
      }),
    ),
    // Chat completions of OpenAI's own models do not tell.
    isDeafToReasoning: true,
  },
  clientOf(
    '@ai-sdk/openai',
    'responses',
    (url) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).responses,
    () => ({
      openai: { reasoningEffort: 'low', store: false, forceReasoning: true },
    }),
  ),
  clientOf(
    '@ai-sdk/anthropic',
    'messages',
    (url) => createAnthropic({ baseURL: `${url}/v1`, apiKey }),
    () => ({
      anthropic: { thinking: { type: 'enabled', budgetTokens: thinkingBudget } },
    }),
  ),
  clientOf(
    '@ai-sdk/openai-compatible',
    'chat completions',
    (url) =>
      createOpenAICompatible({
        ...{ name: 'signalbox', baseURL: `${url}/v1`, apiKey },
        ...{ includeUsage: true, supportsStructuredOutputs: true },
      }),
    () => ({ signalbox: { reasoningEffort: 'low' } }),
  ),
];

function clientOf(
  name: string,
  surface: Client['surface'],
  connect: (url: string) => (model: string) => LanguageModel,
  thinking: () => Options,
): Client {
  return {
    name,
    surface,
    connect(url) {
      const modelOf = connect(url);
      const generate: Generate = async (messages, dialogue, isStreamed) => {
        const settings = settingsOf(dialogue, thinking());
        const input = { model: modelOf(dialogue.model), messages, ...settings } as unknown as Input;
        return isStreamed ? await streamed(input, dialogue) : await whole(input, dialogue);
      };
      return async (dialogue, isStreamed) => {
        const messages = [messageOf(dialogue)];
        const answer = await generate(messages, dialogue, isStreamed);
        return {
          ...answer,
          proceed: (results) =>
            generate([...messages, ...answer.messages, resultsOf(answer.ids, results)], dialogue, isStreamed),
        };
      };
    },
  };
}

type Input = Parameters<typeof generateText>[0] & { messages: ModelMessage[] };

async function whole(input: Input, dialogue: Dialogue): Promise<Answer> {
  const result = await generateText(input);
  return {
    ...readingOf(result, dialogue),
    ...(dialogue.schema ? { parsed: result.output } : {}),
    messages: result.responseMessages,
  };
}

async function streamed(input: Input, dialogue: Dialogue): Promise<Answer> {
  const result = streamText({ ...input, onError: () => undefined } as Parameters<typeof streamText>[0]);
  for await (const part of result.fullStream) if (part.type === 'error') throw part.error;
  const [text, reasoningText, toolCalls] = await Promise.all([result.text, result.reasoningText, result.toolCalls]);
  const [finishReason, usage, messages] = await Promise.all([
    result.finishReason,
    result.usage,
    result.responseMessages,
  ]);
  return {
    ...readingOf({ text, reasoningText, toolCalls, finishReason, usage }, dialogue),
    ...(dialogue.schema ? { parsed: await result.output } : {}),
    messages,
  };
}

function settingsOf({ system, maxTokens, hasTools, schema, stop, thinks }: Dialogue, thinking: Options) {
  const found = toolOf({ description: tool.description, inputSchema: jsonSchema(tool.parameters) });
  return {
    maxRetries: 0,
    // The package adds the budget for thinking.
    maxOutputTokens: thinks && thinking['anthropic'] ? maxTokens - thinkingBudget : maxTokens,
    ...(system === undefined ? {} : { instructions: system }),
    ...(hasTools ? { tools: { [tool.name]: found } } : {}),
    ...(schema ? { output: Output.object({ schema: jsonSchema({ ...schema }), name: 'harbour' }) } : {}),
    ...(stop === undefined ? {} : { stopSequences: [stop] }),
    ...(thinks ? { providerOptions: thinking } : {}),
    // Else a tool stands in for the schema with models whose names the package does not know.
    ...(schema ? { providerOptions: { anthropic: { structuredOutputMode: 'outputFormat' } } } : {}),
  };
}

function messageOf({ prompt, image, document }: Dialogue): ModelMessage {
  const file = (mediaType: string, data: string) => ({ type: 'file' as const, mediaType, data, filename: 'a.pdf' });
  return {
    role: 'user',
    content: [
      { type: 'text', text: prompt },
      ...(image === undefined ? [] : [file('image/png', image)]),
      ...(document === undefined ? [] : [file('application/pdf', document)]),
    ],
  };
}

function resultsOf(ids: readonly string[], results: readonly string[]): ModelMessage {
  return {
    role: 'tool',
    content: ids.map((toolCallId, at) => ({
      ...{ type: 'tool-result' as const, toolCallId, toolName: tool.name },
      output: { type: 'text' as const, value: results[at] ?? '' },
    })),
  };
}

interface Result {
  text: string;
  reasoningText: string | undefined;
  toolCalls: readonly { toolCallId: string; toolName: string; input: unknown }[];
  finishReason: string;
  usage: LanguageModelUsage;
}

function readingOf({ text, reasoningText, toolCalls, finishReason, usage }: Result, _: Dialogue) {
  return {
    text,
    reasoning: reasoningText ?? '',
    calls: toolCalls.map(({ toolName, input }) => ({ name: toolName, input })),
    ids: toolCalls.map(({ toolCallId }) => toolCallId),
    end: endOf(finishReason),
    usage: {
      input: usage.inputTokens ?? 0,
      cached: usage.inputTokenDetails.cacheReadTokens ?? 0,
      output: usage.outputTokens ?? 0,
    },
  };
}
