import { describe, expect, test } from 'vitest';
import { responsesRequestSchema } from '../../../../../shared/contract/gateway-responses.ts';
import { packReasoning, unpackReasoning } from './packed-reasoning.ts';
import { toChatRequest } from './to-chat-request.ts';

/** With an input, where a test is about something else. */
function translate(body: Record<string, unknown>) {
  return toChatRequest(responsesRequestSchema.parse({ model: 'm', input: 'Hi', ...body }));
}

const input = (...items: unknown[]) => translate({ input: items });

// The forms of the items follow https://platform.openai.com/docs/api-reference/responses/create; the texts are made up.
describe('input', () => {
  test('a picture of an earlier answer, which clients repeat, is left out and said so', () => {
    const picture = { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'iVBORw==' };
    const { request, warnings } = input({ role: 'user', content: 'Draw.' }, picture, {
      role: 'user',
      content: 'More.',
    });

    expect(request.messages).toHaveLength(2);
    expect(warnings).toMatchObject([{ field: 'input.1' }]);
  });

  test('a text is a user’s message, instructions stand before it', () => {
    const { request, toCallerField } = translate({ instructions: 'Be short.' });

    expect(request.messages).toEqual([
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Hi' },
    ]);
    expect(['messages.0', 'messages.1.content', 'messages'].map(toCallerField)).toEqual([
      'instructions',
      'input',
      'input',
    ]);
  });

  test.each([
    [
      { type: 'input_text', text: 'a' },
      { type: 'text', text: 'a' },
    ],
    [
      { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
    ],
    [
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
    ],
    [
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
    ],
  ])('a part %j', (part, expected) => {
    const { request } = input({ role: 'user', content: [{ type: 'input_text', text: 'See:' }, part] });

    expect(request.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'See:' }, expected] }]);
  });

  test('the items of one answer are one message; the next answer is another', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm.', signature: 'sig' }];
    const { request, toCallerField } = input(
      { type: 'message', role: 'developer', content: 'Be kind.' },
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: packReasoning(details) },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Let me see.' }] },
      { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
      { type: 'function_call', call_id: 'call_2', name: 'g', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'one' },
      { type: 'function_call_output', call_id: 'call_2', output: '' },
      { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
      { role: 'assistant', content: 'Or yes.' },
    );
    const call = (id: string, name: string) => ({ id, type: 'function', function: { name, arguments: '{}' } });

    expect(request.messages).toEqual([
      { role: 'developer', content: 'Be kind.' },
      {
        role: 'assistant',
        content: 'Let me see.',
        reasoning_content: 'Hm.',
        reasoning_details: details,
        tool_calls: [call('call_1', 'f'), call('call_2', 'g')],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'one' },
      { role: 'tool', tool_call_id: 'call_2', content: '' },
      { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
      { role: 'assistant', content: 'Or yes.' },
    ]);
    expect(['messages.1.content.0', 'messages.1.tool_calls.1.function', 'messages.2'].map(toCallerField)).toEqual([
      'input.2.content.0',
      'input.4',
      'input.5',
    ]);
  });

  test('reasoning of others keeps its parts', () => {
    const { request } = input(
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Short.' }],
        content: [{ type: 'reasoning_text', text: 'Long.' }],
        encrypted_content: 'gAAAA',
      },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
    );

    expect(request.messages).toMatchObject([
      {
        content: null,
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'Short.', id: 'rs_1' },
          { type: 'reasoning.text', text: 'Long.', id: 'rs_1' },
          { type: 'reasoning.encrypted', data: 'gAAAA', id: 'rs_1' },
        ],
      },
    ]);
  });

  test.each(['gAAAA', 'sbx1.###', `sbx1.${Buffer.from('[{"type":"other"}]').toString('base64url')}`, 'sbx1.e30'])(
    '%s was not packed here',
    (text) => {
      expect(unpackReasoning(text)).toBeNull();
    },
  );
});

describe('parameters', () => {
  test('have the names of the chat dialect', () => {
    const { request, warnings, toCallerField, truncation } = translate({
      stream: true,
      max_output_tokens: 9,
      reasoning: { effort: 'low', summary: 'auto', mode: 'pro' },
      text: { format: { type: 'json_schema', name: 'n', schema: {}, strict: true }, verbosity: 'low' },
      include: ['message.output_text.logprobs', 'file_search_call.results'],
      truncation: 'auto',
      store: false,
      max_tool_calls: 2,
      user: 'u',
      metadata: { a: 'b' },
    });

    expect(request).toEqual({
      model: 'm',
      stream: true,
      max_completion_tokens: 9,
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: {}, strict: true } },
      verbosity: 'low',
      logprobs: true,
      user: 'u',
      metadata: { a: 'b' },
      messages: [{ role: 'user', content: 'Hi' }],
    });
    expect(truncation).toBe('auto');
    expect(warnings.map(({ field }) => field)).toEqual(['reasoning.mode', 'include.1', 'max_tool_calls']);
    expect(['max_completion_tokens', 'reasoning_effort', 'response_format.json_schema'].map(toCallerField)).toEqual([
      'max_output_tokens',
      'reasoning.effort',
      'text.format',
    ]);
  });

  test('formats', () => {
    expect(translate({ text: { format: { type: 'text' } } }).request.response_format).toBeUndefined();
    expect(translate({ text: { format: { type: 'json_object' } } }).request.response_format).toEqual({
      type: 'json_object',
    });
    expect(translate({ top_logprobs: 2 }).request).toMatchObject({ logprobs: true, top_logprobs: 2 });
  });

  test('tools of one’s own, and which of them may be called', () => {
    const tool = (name: string) => ({ type: 'function', name, description: 'd', parameters: {}, strict: false });
    const chat = (name: string) => ({
      type: 'function',
      function: { name, description: 'd', parameters: {}, strict: false },
    });
    const tools = [tool('f'), tool('g')];
    const allowed = { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'g' }] };

    expect(translate({ tools, tool_choice: { type: 'function', name: 'f' } }).request).toMatchObject({
      tools: [chat('f'), chat('g')],
      tool_choice: { type: 'function', function: { name: 'f' } },
    });
    expect(translate({ tools, tool_choice: allowed }).request).toMatchObject({
      tools: [chat('g')],
      tool_choice: 'required',
    });
    expect(translate({ tools, tool_choice: 'none' }).request.tool_choice).toBe('none');
  });
});

const part = (content: unknown) => ({ input: [{ role: 'user', content: [content] }] });

test.each<[string, Record<string, unknown>]>([
  ['tools.0.type', { tools: [{ type: 'web_search' }] }],
  ['tools.0.name', { tools: [{ type: 'function' }] }],
  ['tool_choice', { tool_choice: { type: 'mcp' } }],
  ['tool_choice.tools', { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ name: 'x' }] } }],
  ['previous_response_id', { previous_response_id: 'resp_1', conversation: 'conv_1' }],
  ['prompt', { prompt: { id: 'p' } }],
  ['background', { background: true }],
  ['text.format.type', { text: { format: { type: 'xml' } } }],
  ['text.format.schema', { text: { format: { type: 'json_schema', name: 'n' } } }],
  ['input.0', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
  ['input.0', { input: [{ id: 'msg_1' }] }],
  ['input.0.type', { input: [{ type: 'web_search_call' }] }],
  ['input.0.role', { input: [{ role: 'robot', content: 'Hi' }] }],
  ['input.0.call_id', { input: [{ type: 'function_call_output', output: '' }] }],
  ['input.0.arguments', { input: [{ type: 'function_call', call_id: 'c', name: 'f' }] }],
  ['input.0.content.0.type', part({ type: 'input_video' })],
  ['input.0.content.0.image_url', part({ type: 'input_image', file_id: 'file_1' })],
  ['input.0.content.0.file_data', part({ type: 'input_file', filename: 'a' })],
  ['input.0.content.0.input_audio', part({ type: 'input_audio' })],
])('an error names %s', (param, body) => {
  expect(() => translate(body)).toThrow(expect.objectContaining({ status: 400, param }));
});

test.each([
  [{}, { instructionCount: 0, previousResponseId: null, wantsStored: null }],
  [
    { store: false, instructions: 'Be brief.' },
    { instructionCount: 1, previousResponseId: null, wantsStored: false },
  ],
  [
    { store: true, previous_response_id: 'resp_1' },
    { instructionCount: 0, previousResponseId: 'resp_1', wantsStored: true },
  ],
])('what is kept is read from %j', (body, state) => {
  const translated = translate({ input: 'Hi.', ...body });
  expect(translated.state).toEqual(state);
  expect(translated.warnings).toEqual([]);
});
