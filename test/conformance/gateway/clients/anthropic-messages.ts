import Anthropic from '@anthropic-ai/sdk';
import { apiKey, type Client, type Dialogue, endOf, type Reading, tool } from './client.ts';

type Params = Anthropic.MessageCreateParamsNonStreaming;

export const anthropicMessages: Client = {
  name: '@anthropic-ai/sdk',
  surface: 'messages',
  connect(url) {
    const client = new Anthropic({ baseURL: url, apiKey, maxRetries: 0 });
    const write = async (params: Params, isStreamed: boolean): Promise<Anthropic.Message> =>
      isStreamed ? await client.messages.stream(params).finalMessage() : await client.messages.create(params);
    return async (dialogue, isStreamed) => {
      const params = paramsOf(dialogue);
      const message = await write(params, isStreamed);
      return {
        ...readingOf(message, dialogue),
        async proceed(results) {
          const content = message.content
            .filter((block) => block.type === 'tool_use')
            .map(({ id }, at) => ({ type: 'tool_result' as const, tool_use_id: id, content: results[at] ?? '' }));
          const messages: Anthropic.MessageParam[] = [
            ...params.messages,
            { role: 'assistant', content: message.content },
            { role: 'user', content },
          ];
          return readingOf(await write({ ...params, messages }, isStreamed), dialogue);
        },
      };
    };
  },
};

function paramsOf({ model, prompt, system, image, document, ...more }: Dialogue): Params {
  const content: Anthropic.ContentBlockParam[] = [{ type: 'text', text: prompt }];
  if (image !== undefined)
    content.push({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: image } });
  if (document !== undefined)
    content.push({ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: document } });
  return {
    model,
    max_tokens: more.maxTokens,
    messages: [{ role: 'user', content }],
    ...(system === undefined ? {} : { system }),
    ...(more.hasTools
      ? { tools: [{ name: tool.name, description: tool.description, input_schema: tool.parameters }] }
      : {}),
    ...(more.schema ? { output_config: { format: { type: 'json_schema', schema: more.schema } } } : {}),
    ...(more.thinks ? { thinking: { type: 'enabled', budget_tokens: 1_024 } } : {}),
    ...(more.stop === undefined ? {} : { stop_sequences: [more.stop] }),
  };
}

function readingOf({ content, stop_reason, usage }: Anthropic.Message, { schema }: Dialogue): Reading {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const [read, written] = [usage.cache_read_input_tokens ?? 0, usage.cache_creation_input_tokens ?? 0];
  return {
    text,
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, input: block.input }] : [])),
    end: endOf(stop_reason),
    usage: { input: usage.input_tokens + read + written, cached: read, output: usage.output_tokens },
    ...(schema ? { parsed: JSON.parse(text) as unknown } : {}),
  };
}
