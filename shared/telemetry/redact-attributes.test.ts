import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactAttributes } from './redact-attributes.ts';

describe('an attribute that is not captured', () => {
  /** As SDKs and frameworks name what was said; nothing in the code knows most of them. */
  test.each([
    ...['gen_ai.prompt', 'gen_ai.prompt.0.content', 'gen_ai.input.messages', 'gen_ai.tool.definitions'],
    ...['gen_ai.tool.description', 'gen_ai.agent.description', 'llm.input_messages.0.message.content', 'input.value'],
    ...['llm.choices.0.completion.text', 'llm.request.messages', 'ai.prompt.messages', 'ai.response.providerMetadata'],
    ...['pydantic_ai.all_messages', 'all_messages_events', 'events', 'logfire.msg', 'lk.chat_ctx', 'genkit:input'],
    ...['mlflow.spanInputs', 'mlflow.spanOutputs', 'gcp.vertex.agent.llm_request', 'gcp.vertex.agent.llm_response'],
    ...['tool_arguments', 'tool_response', 'request_data', 'response_data', 'final_result', 'content', 'message'],
    ...[
      'exception.message',
      'exception.stacktrace',
      'db.statement',
      'db.query.text',
      'url.query',
      'my.own',
      'metadata',
    ],
    ...['gen_ai.completion.0.x.finish_reason', 'service.name.said', 'process.command_args', 'otel.status_description'],
  ])('%s keeps its name and its size', (name) => {
    expect(redactAttributes({ [name]: 'secret' })).toEqual({ [name]: '[not stored: 6 characters]' });
  });

  test.each([
    ['a text of one character', 'my.own', 'x', '[not stored: 1 character]'],
    ['a list', 'my.own', ['secret'], '[not stored: 10 characters]'],
    ['an object', 'my.own', { said: 'secret' }, '[not stored: 17 characters]'],
    ['a vector, which tells what it was made from', 'embedding.vector', [0.5, 1], '[not stored: 7 characters]'],
    ['a number that a tool answered', 'gen_ai.tool.call.result', 42, '[not stored: 2 characters]'],
    ['a text that is too long for a label', 'service.name', 'x'.repeat(501), '[not stored: 501 characters]'],
    ['an object in place of a label', 'tags', { a: 'x' }, '[not stored: 9 characters]'],
    ['what is no label in a list of them', 'tags', ['a', { b: 'x' }], ['a', '[not stored: 9 characters]']],
    ['the query of an address', 'url.full', 'https://x.example/find?q=secret#here', 'https://x.example/find'],
    ['a long note', 'langfuse.trace.metadata.note', 'x'.repeat(201), '[not stored: 201 characters]'],
  ])('%s is taken out', (_, name, value, kept) => {
    expect(redactAttributes({ [name]: value })).toEqual({ [name]: kept });
  });

  test('stays if it is a label, a number or a switch', () => {
    const attributes = {
      'gen_ai.request.model': 'm-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.completion.0.finish_reason': 'stop',
      'gen_ai.usage.input_tokens': 7,
      'http.response.status_code': 200,
      'k8s.pod.name': 'pod-1',
      'langfuse.trace.metadata.customer': 'acme',
      ...{ 'my.own.count': 3, 'my.own.flag': true, 'my.own.nothing': null, 'my.own.empty': '' },
    };

    expect(redactAttributes(attributes)).toEqual(attributes);
  });

  test('is the same when it is redacted again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (attributes) => {
        const once = redactAttributes(attributes);

        expect(redactAttributes(once)).toEqual(once);
      }),
    );
  });
});
