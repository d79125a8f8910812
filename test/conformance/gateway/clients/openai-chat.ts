import OpenAI from 'openai';
import { apiKey, type Client, type Dialogue, endOf, type Reading, tool } from './client.ts';

type Params = OpenAI.ChatCompletionCreateParamsNonStreaming;
type StreamParams = Parameters<OpenAI['chat']['completions']['stream']>[0];

export const openAiChat: Client = {
  name: 'openai',
  surface: 'chat completions',
  connect(url) {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
    const complete = async (params: Params, isStreamed: boolean): Promise<OpenAI.ChatCompletion> =>
      isStreamed ? await streamed(client, params) : await client.chat.completions.create(params);
    return async (dialogue, isStreamed) => {
      const params = paramsOf(dialogue);
      const answer = await complete(params, isStreamed);
      return {
        ...readingOf(answer, dialogue),
        async proceed(results) {
          const [choice] = answer.choices;
          if (!choice) throw new Error('no choice');
          const outputs = (choice.message.tool_calls ?? []).map(({ id }, at) => ({
            ...{ role: 'tool' as const, tool_call_id: id, content: results[at] ?? '' },
          }));
          const messages = [...params.messages, choice.message, ...outputs];
          return readingOf(await complete({ ...params, messages }, isStreamed), dialogue);
        },
      };
    };
  },
};

/** The package adds up only the fields it knows: what was thought is left to who listens. */
async function streamed(client: OpenAI, params: Params): Promise<OpenAI.ChatCompletion> {
  const asked = { ...params, stream_options: { include_usage: true } } as unknown as StreamParams;
  const stream = client.chat.completions.stream(asked);
  let reasoning_content = '';
  stream.on('chunk', ({ choices }) => {
    reasoning_content += (choices[0]?.delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? '';
  });
  const completion = await stream.finalChatCompletion();
  const choices = completion.choices.map((choice) => ({
    ...choice,
    message: { ...choice.message, reasoning_content },
  }));
  return { ...completion, choices };
}

function paramsOf({ model, prompt, system, image, document, ...more }: Dialogue): Params {
  const parts = [
    ...(image === undefined
      ? []
      : [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${image}` } }]),
    ...(document === undefined
      ? []
      : [{ type: 'file' as const, file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${document}` } }]),
  ];
  const content = parts.length === 0 ? prompt : [{ type: 'text' as const, text: prompt }, ...parts];
  const format = { name: 'harbour', strict: true, schema: { ...more.schema } };
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      { role: 'user', content },
    ],
    max_tokens: more.maxTokens,
    ...(more.hasTools ? { tools: [{ type: 'function', function: tool }] } : {}),
    ...(more.schema ? { response_format: { type: 'json_schema', json_schema: format } } : {}),
    ...(more.thinks ? { reasoning_effort: 'low' } : {}),
    ...(more.stop === undefined ? {} : { stop: [more.stop] }),
  };
}

function readingOf({ choices, usage }: OpenAI.ChatCompletion, { schema }: Dialogue): Reading {
  const [choice] = choices;
  if (!choice || !usage) throw new Error('no choice or no usage');
  const { content, tool_calls, ...others } = choice.message as typeof choice.message & { reasoning_content?: string };
  return {
    text: content ?? '',
    reasoning: others.reasoning_content ?? '',
    calls: (tool_calls ?? []).flatMap((call) =>
      call.type === 'function'
        ? [{ name: call.function.name, input: JSON.parse(call.function.arguments) as unknown }]
        : [],
    ),
    end: endOf(choice.finish_reason),
    usage: {
      input: usage.prompt_tokens,
      cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage.completion_tokens,
    },
    ...(schema ? { parsed: JSON.parse(content ?? '') as unknown } : {}),
  };
}
