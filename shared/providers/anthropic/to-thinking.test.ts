import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../json/json-object.ts';
import { toAnthropicRequest } from './to-anthropic-request.ts';

const translate = (request: JsonObject, model: string) =>
  toAnthropicRequest(
    { messages: [{ role: 'user', content: 'Hi' }], ...request },
    { model, isStreamed: false, maxOutputTokens: 8_000 },
  );
const tool = { type: 'function', function: { name: 'look' } };

describe('thinking', () => {
  const thinking = (request: JsonObject, model: string) => {
    const { body, warnings } = translate({ max_tokens: 10_000, ...request }, model);
    return [body['thinking'], body['output_config'], warnings.map(({ field }) => field)];
  };
  const adaptive = { type: 'adaptive', display: 'summarized' };

  test.each<[string, JsonObject, unknown[]]>([
    ['claude-opus-5-5', {}, [undefined, undefined, []]],
    ['claude-opus-5-5', { reasoning_effort: 'xhigh' }, [adaptive, { effort: 'xhigh' }, []]],
    ['claude-opus-5-5', { reasoning_effort: 'minimal' }, [adaptive, { effort: 'low' }, ['reasoning_effort']]],
    ['claude-opus-5-5', { reasoning: { enabled: true } }, [adaptive, undefined, []]],
    ['claude-opus-5-5', { reasoning: { max_tokens: 2_000 } }, [adaptive, undefined, ['reasoning.max_tokens']]],
    ['claude-opus-5-5', { reasoning_effort: 'none' }, [undefined, { effort: 'low' }, ['reasoning_effort']]],
    ['claude-opus-5-5', { reasoning_effort: 'odd' }, [adaptive, undefined, ['reasoning_effort']]],
    ['claude-sonnet-5-5', { reasoning: { enabled: false } }, [{ type: 'between_tools' }, undefined, []]],
    ['claude-haiku-5-5', { reasoning: { max_tokens: 0 } }, [{ type: 'disabled' }, undefined, []]],
    [
      'claude-sonnet-4-6',
      { reasoning_effort: 'xhigh' },
      [{ type: 'adaptive' }, { effort: 'high' }, ['reasoning_effort']],
    ],
    [
      'claude-sonnet-4-6',
      { reasoning: { max_tokens: 2_000 } },
      [{ type: 'enabled', budget_tokens: 2_000 }, undefined, []],
    ],
    [
      'claude-haiku-4-5-20251001',
      { reasoning_effort: 'high' },
      [{ type: 'enabled', budget_tokens: 8_000 }, undefined, []],
    ],
    ['claude-haiku-4-5', { reasoning_effort: 'none' }, [undefined, undefined, []]],
    [
      'claude-haiku-4-5',
      { reasoning: { effort: 'low', max_tokens: 9 } },
      [{ type: 'enabled', budget_tokens: 1_024 }, undefined, ['reasoning.max_tokens']],
    ],
    ['claude-haiku-4-5', { reasoning_effort: 'low', max_tokens: 1_000 }, [undefined, undefined, ['reasoning']]],
    [
      'claude-haiku-4-5',
      { reasoning: { enabled: true }, tools: [tool], tool_choice: 'required' },
      [undefined, undefined, ['reasoning']],
    ],
    ['claude-3-5-haiku-20241022', { reasoning_effort: 'low' }, [undefined, undefined, ['reasoning_effort']]],
  ])('%s, %j', (model, request, expected) => {
    expect(thinking(request, model)).toEqual(expected);
  });
});

describe('sampling', () => {
  const sampling = (request: JsonObject, model: string) => {
    const { body, warnings } = translate(request, model);
    const { temperature, top_p, top_k } = body;
    return [temperature, top_p, top_k, warnings.map(({ code, field }) => `${code.slice(10)} ${field}`)];
  };

  test.each<[string, JsonObject, unknown[]]>([
    ['claude-haiku-4-5', { temperature: 0.5, top_k: 4 }, [0.5, undefined, 4, []]],
    ['claude-haiku-4-5', { temperature: 1.5 }, [1, undefined, undefined, ['adjusted temperature']]],
    ['claude-haiku-4-5', { temperature: 0.5, top_p: 0.9 }, [0.5, undefined, undefined, ['dropped top_p']]],
    ['claude-3-haiku-20240307', { temperature: 0.5, top_p: 0.9 }, [0.5, 0.9, undefined, []]],
    ['claude-opus-5', { temperature: 1, top_p: 1 }, [undefined, undefined, undefined, []]],
    [
      'claude-opus-4-7',
      { temperature: 0, top_p: 0.5, top_k: 1 },
      [undefined, undefined, undefined, ['dropped temperature', 'dropped top_p', 'dropped top_k']],
    ],
    [
      'claude-haiku-4-5',
      { temperature: 0, top_p: 0.5, reasoning: { enabled: true } },
      [undefined, undefined, undefined, ['dropped temperature', 'dropped top_p']],
    ],
    ['claude-haiku-4-5', { top_p: 0.96, reasoning: { enabled: true } }, [undefined, 0.96, undefined, []]],
  ])('%s, %j', (model, request, expected) => {
    expect(sampling(request, model)).toEqual(expected);
  });
});
