import { ChatAnthropic } from '@langchain/anthropic';
import {
  type AIMessage,
  type AIMessageChunk,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type UsageMetadata,
} from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { apiKey, type Client, type Dialogue, endOf, type Reading, tool } from './client.ts';

type Messages = (HumanMessage | SystemMessage | AIMessage | ToolMessage)[];
/** What all chat models of LangChain can. */
interface Model {
  invoke(messages: Messages): Promise<AIMessage>;
  stream(messages: Messages): Promise<AsyncIterable<AIMessageChunk>>;
}

export const langChainClients: Client[] = [
  clientOf('@langchain/openai', 'chat completions', openAi(false), openAiParts),
  clientOf('@langchain/openai', 'responses', openAi(true), openAiParts),
  {
    ...clientOf('@langchain/anthropic', 'messages', anthropic, anthropicParts),
    // It takes the input from `message_start` alone, where few providers tell it, and adds the output told there.
    misreads: ({ input, cached, output }, toldEarly) =>
      toldEarly ? { input, cached, output: output + 1 } : { input: 0, cached: 0, output },
  },
];

function clientOf(
  name: string,
  surface: Client['surface'],
  modelOf: (url: string, dialogue: Dialogue) => Model,
  partsOf: (dialogue: Dialogue) => object[],
): Client {
  return {
    name,
    surface,
    connect: (url) => async (dialogue, isStreamed) => {
      const model = modelOf(url, dialogue);
      const messages = messagesOf(dialogue, partsOf(dialogue));
      const message = await answerOf(model, messages, isStreamed);
      return {
        ...readingOf(message, dialogue),
        async proceed(results) {
          const outputs = (message.tool_calls ?? []).map(
            ({ id }, at) => new ToolMessage({ content: results[at] ?? '', tool_call_id: id ?? '' }),
          );
          return readingOf(await answerOf(model, [...messages, message, ...outputs], isStreamed), dialogue);
        },
      };
    },
  };
}

function openAi(useResponsesApi: boolean) {
  return (url: string, { model, maxTokens, stop, thinks, hasTools, schema }: Dialogue): Model => {
    const chat = new ChatOpenAI({
      ...{ model, apiKey, maxRetries: 0, maxTokens, useResponsesApi, streamUsage: true },
      configuration: { baseURL: `${url}/v1` },
      ...(useResponsesApi ? { zdrEnabled: true } : {}),
      ...(stop === undefined ? {} : { stop: [stop] }),
      ...(thinks
        ? { modelKwargs: useResponsesApi ? { reasoning: { effort: 'low' } } : { reasoning_effort: 'low' } }
        : {}),
    });
    const format = { name: 'harbour', strict: true, schema: { ...schema } };
    const options = {
      ...(hasTools ? { tools: [{ type: 'function' as const, function: tool }] } : {}),
      ...(schema ? { response_format: { type: 'json_schema' as const, json_schema: format } } : {}),
    };
    return chat.withConfig(options);
  };
}

function anthropic(url: string, { model, maxTokens, stop, thinks, hasTools, schema }: Dialogue): Model {
  const chat = new ChatAnthropic({
    ...{ model, apiKey, maxRetries: 0, maxTokens, anthropicApiUrl: url },
    ...(stop === undefined ? {} : { stopSequences: [stop] }),
    ...(thinks ? { thinking: { type: 'enabled' as const, budget_tokens: 1_024 } } : {}),
  });
  return chat.withConfig({
    ...(hasTools ? { tools: [{ name: tool.name, description: tool.description, input_schema: tool.parameters }] } : {}),
    ...(schema ? { outputConfig: { format: { type: 'json_schema' as const, schema: { ...schema } } } } : {}),
  });
}

function openAiParts({ image, document }: Dialogue): object[] {
  return [
    ...(image === undefined ? [] : [{ type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } }]),
    ...(document === undefined
      ? []
      : [
          {
            type: 'file',
            source_type: 'base64',
            mime_type: 'application/pdf',
            data: document,
            metadata: { filename: 'a.pdf' },
          },
        ]),
  ];
}

function anthropicParts({ image, document }: Dialogue): object[] {
  const source = (media_type: string, data: string) => ({ source: { type: 'base64', media_type, data } });
  return [
    ...(image === undefined ? [] : [{ type: 'image', ...source('image/png', image) }]),
    ...(document === undefined ? [] : [{ type: 'document', ...source('application/pdf', document) }]),
  ];
}

function messagesOf({ system, prompt }: Dialogue, parts: object[]): Messages {
  const content = [{ type: 'text', text: prompt }, ...parts] as ConstructorParameters<typeof HumanMessage>[0];
  return [...(system === undefined ? [] : [new SystemMessage(system)]), new HumanMessage(content)];
}

async function answerOf(model: Model, messages: Messages, isStreamed: boolean): Promise<AIMessage> {
  if (!isStreamed) return await model.invoke(messages);
  let sum: AIMessageChunk | null = null;
  for await (const chunk of await model.stream(messages)) sum = sum === null ? chunk : sum.concat(chunk);
  if (sum === null) throw new Error('no chunk');
  return sum;
}

function readingOf(message: AIMessage, { schema }: Dialogue): Reading {
  const usage = message.usage_metadata as UsageMetadata | undefined;
  const { tool_calls: calls = [], response_metadata: metadata } = message;
  const details = metadata['incomplete_details'] as { reason?: string } | null | undefined;
  const reason =
    details?.reason ?? metadata['finish_reason'] ?? metadata['stop_reason'] ?? message.additional_kwargs['stop_reason'];
  return {
    text: message.text,
    reasoning: reasoningOf(message),
    calls: calls.map(({ name, args }) => ({ name, input: args })),
    end: calls.length > 0 ? 'tools' : endOf(reason ?? metadata['status']),
    usage: {
      input: usage?.input_tokens ?? 0,
      cached: usage?.input_token_details?.cache_read ?? 0,
      output: usage?.output_tokens ?? 0,
    },
    ...(schema ? { parsed: JSON.parse(message.text) as unknown } : {}),
  };
}

function reasoningOf(message: AIMessage): string {
  const blocks = message.contentBlocks.map((block) => (block.type === 'reasoning' ? block.reasoning : ''));
  return blocks.join('') || String(message.additional_kwargs['reasoning_content'] ?? '');
}
