import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { spanOf } from '../../span-builder.ts';
import { draftOfSpan, requestOfSpan } from './request-of-span.ts';

function call(value: unknown, model: Partial<NonNullable<Span['model']>> = {}): Span {
  return spanOf({
    id: 'a',
    type: 'llm',
    input: { preview: '', value, bytes: 1, isTruncated: false },
    model: {
      ...{ operation: 'chat', provider: 'openai', requestedModel: 'gpt-5', answeringModel: null, finishReasons: [] },
      ...{ parameters: { temperature: 0.5, max_tokens: 9, stream: true }, isStreamed: true, timeToFirstTokenMs: 1 },
      ...model,
    },
  });
}
const user = { role: 'user', content: 'Where to?' };

describe('the request of a call', () => {
  it('has messages as they were sent, parameters, and the model with its provider', () => {
    const sent = [{ role: 'system', content: 'Be brief.' }, user, { role: 'tool', tool_call_id: 'x', content: '4' }];
    expect(requestOfSpan(call(sent))).toEqual({
      model: 'openai/gpt-5',
      messages: sent,
      temperature: 0.5,
      max_tokens: 9,
      stream: true,
    });
    expect(requestOfSpan(call({ messages: [user] }, { requestedModel: 'best' }))?.messages).toEqual([user]);
    expect(requestOfSpan(call([user], { requestedModel: 'a/b' }))?.model).toBe('a/b');
    expect(requestOfSpan(call([user], { provider: 'unknown' }))?.model).toBe('gpt-5');
  });

  it('has the tools that were offered, wherever they were recorded, and streams only if the call did', () => {
    const parameters = { type: 'object', properties: { id: { type: 'string' } } };
    const definition = { type: 'function', name: 'lookup_order', description: 'Finds it', parameters };
    const span = call([user], { parameters: {}, isStreamed: false });
    span.attributes = { 'gen_ai.tool.definitions': JSON.stringify([definition]) };
    expect(requestOfSpan(span)).toEqual({
      model: 'openai/gpt-5',
      messages: [user],
      tools: [{ type: 'function', function: { name: 'lookup_order', description: 'Finds it', parameters } }],
      stream: false,
    });
    expect(draftOfSpan(span)?.missing).toEqual(['the tools that were offered']);
    expect(requestOfSpan(call([user]))).not.toHaveProperty('tools');
  });

  it('puts messages of OpenTelemetry into the chat dialect', () => {
    const parts = [
      { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'f', arguments: { a: 1 } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', result: 'ok' }] },
    ];
    expect(requestOfSpan(call(parts))?.messages).toEqual([
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 'c', content: 'ok' },
    ]);
  });

  it('puts messages of Anthropic into the chat dialect, pictures and results too', () => {
    const sent = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Read it.' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] },
    ];
    expect(requestOfSpan(call(sent))?.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Read it.' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 't', content: 'ok' },
    ]);
  });

  it.each([
    ['no model call', spanOf({ id: 'a' })],
    ['another operation', call([user], { operation: 'embeddings' })],
    ['an input that is no conversation', call('text')],
    ['an input that was not kept', call(null)],
  ])('is null of %s', (_, span) => {
    expect(requestOfSpan(span)).toBeNull();
  });
});

describe('the draft of a call', () => {
  it('has what the playground has a place for, and says what it lacks', () => {
    const messages = [
      { role: 'developer', content: 'Be brief.' },
      user,
      { role: 'assistant', content: '', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] },
    ];
    const parameters = { tools: [{}], response_format: { type: 'json_object' }, max_completion_tokens: 7 };
    expect(draftOfSpan(call(messages, { parameters }))).toEqual({
      draft: {
        model: 'openai/gpt-5',
        temperature: null,
        maxTokens: 7,
        isJson: true,
        messages: [
          { id: 1, role: 'system', text: 'Be brief.' },
          { id: 2, role: 'user', text: 'Where to?' },
        ],
      },
      missing: ['tool calls and their results', 'the tools that were offered'],
    });
    expect(draftOfSpan(call('text'))?.draft.messages).toHaveLength(2);
    expect(draftOfSpan(spanOf({ id: 'a' }))).toBeNull();
  });
});
