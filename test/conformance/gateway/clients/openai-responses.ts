import OpenAI from 'openai';
import { apiKey, type Client, type Dialogue, endOf, type Reading, tool } from './client.ts';

type Params = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type StreamParams = Parameters<OpenAI['responses']['stream']>[0];
type Response = Omit<OpenAI.Responses.Response, 'output'> & { output: OpenAI.Responses.ResponseOutputItem[] };

export const openAiResponses: Client = {
  name: 'openai',
  surface: 'responses',
  connect(url) {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
    const respond = async (params: Params, isStreamed: boolean): Promise<Response> =>
      isStreamed
        ? await client.responses.stream(params as StreamParams).finalResponse()
        : await client.responses.create(params);
    return async (dialogue, isStreamed) => {
      const params = paramsOf(dialogue);
      const answer = await respond(params, isStreamed);
      return {
        ...readingOf(answer, dialogue),
        async proceed(results) {
          const outputs = callsIn(answer).map(({ call_id }, at) => ({
            ...{ type: 'function_call_output' as const, call_id, output: results[at] ?? '' },
          }));
          const given = Array.isArray(params.input) ? params.input : [];
          const input = [...given, ...answer.output, ...outputs] as OpenAI.Responses.ResponseInput;
          return readingOf(await respond({ ...params, input }, isStreamed), dialogue);
        },
      };
    };
  },
};

const callsIn = ({ output }: Response) => output.filter((item) => item.type === 'function_call');

function paramsOf({ model, prompt, system, image, document, ...more }: Dialogue): Params {
  const content: OpenAI.Responses.ResponseInputMessageContentList = [{ type: 'input_text', text: prompt }];
  if (image !== undefined)
    content.push({ type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${image}` });
  if (document !== undefined)
    content.push({ type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${document}` });
  const format = { type: 'json_schema' as const, name: 'harbour', strict: true, schema: { ...more.schema } };
  return {
    model,
    input: [{ role: 'user', content }],
    store: false,
    max_output_tokens: more.maxTokens,
    ...(system === undefined ? {} : { instructions: system }),
    ...(more.hasTools ? { tools: [{ type: 'function', strict: false, ...tool }] } : {}),
    ...(more.schema ? { text: { format } } : {}),
    ...(more.thinks ? { reasoning: { effort: 'low' as const } } : {}),
  };
}

function readingOf(answer: Response, { schema }: Dialogue): Reading {
  const { usage, output, output_text, status, incomplete_details } = answer;
  if (!usage) throw new Error('no usage');
  const calls = callsIn(answer);
  const thoughts = output.filter((item) => item.type === 'reasoning');
  return {
    text: output_text,
    reasoning: thoughts
      .flatMap(({ content, summary }) => [...(content ?? []), ...summary])
      .map(({ text }) => text)
      .join(''),
    calls: calls.map((call) => ({ name: call.name, input: JSON.parse(call.arguments) as unknown })),
    end: calls.length > 0 ? 'tools' : endOf(incomplete_details?.reason ?? status),
    usage: {
      input: usage.input_tokens,
      cached: usage.input_tokens_details.cached_tokens,
      output: usage.output_tokens,
    },
    ...(schema ? { parsed: JSON.parse(output_text) as unknown } : {}),
  };
}
