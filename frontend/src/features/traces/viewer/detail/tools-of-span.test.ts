import { expect, it } from 'vitest';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { spanOf } from '../../span-builder.ts';
import { chatTools, toolsOfSpan } from './tools-of-span.ts';

const model: NonNullable<Span['model']> = {
  ...{ operation: 'chat', provider: 'x', requestedModel: 'm', answeringModel: null, parameters: {} },
  ...{ finishReasons: [], isStreamed: false, timeToFirstTokenMs: null },
};
const answer = {
  role: 'assistant',
  content: null,
  tool_calls: ['look', 'look', 'guess'].map((name) => ({ id: name, function: { name, arguments: '{}' } })),
};
const output = { preview: '', value: answer, bytes: 1, isTruncated: false };
const look = { name: 'look', description: 'Looks', schema: { type: 'object' }, calls: 2 };
const guess = { name: 'guess', description: null, schema: null, calls: 1 };

it.each<[string, Partial<Span>]>([
  [
    'OpenAI’s parameters',
    {
      model: {
        ...model,
        parameters: {
          tools: [
            { type: 'function', function: { name: 'look', description: 'Looks', parameters: { type: 'object' } } },
          ],
        },
      },
    },
  ],
  [
    'OpenTelemetry’s attribute, all as JSON',
    {
      model,
      attributes: {
        'gen_ai.tool.definitions': '[{"name":"look","description":"Looks","input_schema":{"type":"object"}}]',
      },
    },
  ],
  [
    'an attribute, each as JSON',
    {
      model,
      attributes: { 'ai.prompt.tools': ['{"name":"look","description":"Looks","inputSchema":{"type":"object"}}'] },
    },
  ],
])('finds tools in %s, and those that were called', (_, part) => {
  expect(toolsOfSpan(spanOf({ id: 'a', output, ...part }))).toEqual([look, guess]);
});

it('finds none where there are none', () => {
  expect(toolsOfSpan(spanOf({ id: 'a' }))).toEqual([]);
  expect(toolsOfSpan(spanOf({ id: 'a', model, attributes: { 'llm.tools': 'no JSON' } }))).toEqual([]);
});

it('puts what was offered into the words of the chat dialect, and leaves what a provider runs itself', () => {
  const chat = { type: 'function', function: { name: 'look', parameters: {}, strict: true } };
  const search = { type: 'web_search_20250305', name: 'web_search' };
  const tools = [chat, { name: 'guess', input_schema: { type: 'object' } }, { name: 'bare' }, search];
  expect(chatTools({ model: { ...model, parameters: { tools } }, attributes: {} })).toEqual([
    chat,
    { type: 'function', function: { name: 'guess', parameters: { type: 'object' } } },
    { type: 'function', function: { name: 'bare' } },
    search,
  ]);
});
