import { describe, expect, test } from 'vitest';
import { redactAttributes } from '../../../shared/telemetry/redact-attributes.ts';
import { mapTestSpan } from '../testing/map-test-span.ts';
import { type AliasEntry, aliasTable } from './alias-table.ts';
import { dialects } from './dialect.ts';
import { parameterObjects } from './model-rules.ts';

/** For each field a value that an attribute may have, and what the span then says. */
const samples: Record<string, { value: unknown; field: unknown }> = {
  isSimulated: { value: true, field: true },
  'model.operation': { value: 'chat', field: 'chat' },
  'model.requestedModel': { value: 'm-1', field: 'm-1' },
  'model.answeringModel': { value: 'm-2', field: 'm-2' },
  'model.finishReasons': { value: ['stop'], field: ['stop'] },
  'model.isStreamed': { value: true, field: true },
  'model.promptName': { value: 'greeting', field: 'greeting' },
  'model.promptVersion': { value: 3, field: '3' },
  tags: { value: ['a', 'b'], field: ['a', 'b'] },
};

const special: Record<string, { value: unknown; field: unknown }> = {
  'model.operation ai.operationId': { value: 'ai.streamText.doStream', field: 'chat' },
  'model.isStreamed ai.operationId': { value: 'ai.streamText.doStream', field: true },
  'model.isStreamed llm.invocation_parameters': { value: '{"stream":true}', field: true },
  'model.provider ai.model.provider': { value: 'acme.chat', field: 'acme' },
  'type langfuse.observation.type': { value: 'generation', field: 'llm' },
  'type openinference.span.kind': { value: 'RETRIEVER', field: 'retriever' },
  'type ai.operationId': { value: 'ai.toolCall', field: 'tool' },
  'type gen_ai.operation.name': { value: 'invoke_agent', field: 'agent' },
  'type llm.request.type': { value: 'rerank', field: 'reranker' },
  'type traceloop.span.kind': { value: 'workflow', field: 'workflow' },
  'type gen_ai.tool.name': { value: 'search', field: 'tool' },
  'type gen_ai.tool.call.id': { value: 'call_1', field: 'tool' },
  'input gen_ai.system_instructions': { value: 'text', field: [{ role: 'system', parts: ['text'] }] },
  'output ai.response.toolCalls': {
    value: '[{"toolName":"f"}]',
    field: { role: 'assistant', content: null, tool_calls: [{ toolName: 'f' }] },
  },
  'output ai.response.reasoning': {
    value: 'text',
    field: { role: 'assistant', content: null, reasoning_content: 'text' },
  },
  'model.requestedModel llm.invocation_parameters': { value: '{"model":"m-3"}', field: 'm-3' },
  'model.requestedModel embedding.invocation_parameters': { value: '{"model":"m-3"}', field: 'm-3' },
  'level langfuse.observation.level': { value: 'ERROR', field: 'error' },
};

const entries = aliasTable();

function sampleOf({ field, attribute }: AliasEntry): { value: unknown; field: unknown } {
  const found = special[`${field} ${attribute}`] ?? samples[field];
  if (found !== undefined) return found;
  if (field.startsWith('usage.')) return { value: 7, field: 7 };
  return { value: 'text', field: 'text' };
}

/** How the canonical span tells a field of the table. */
function fieldOf(span: ReturnType<typeof mapTestSpan>, field: string): unknown {
  if (field === 'level') return span.status;
  if (field === 'model.promptName') return span.model?.prompt?.name;
  if (field === 'model.promptVersion') return span.model?.prompt?.version;
  const reached = field.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], span);
  return field === 'input' || field === 'output' ? (reached as { value: unknown }).value : reached;
}

const needsModel = { 'gen_ai.request.model': 'm-0' };
const needsPrompt = { 'langfuse.observation.prompt.name': 'p' };

describe('the table of aliases', () => {
  const plain = entries.filter(
    ({ field, attribute }) =>
      !attribute.endsWith('*') &&
      !field.startsWith('model.parameters') &&
      !['usage', 'cost', 'cost.totalNanoUsd', 'model.secondsToFirstToken'].includes(field),
  );

  test.each(plain)('$attribute ($dialect) becomes $field', (entry) => {
    const { value, field } = sampleOf(entry);
    const around =
      entry.field === 'model.requestedModel' ? {} : entry.field === 'model.promptVersion' ? needsPrompt : {};
    const isOfModel = entry.field.startsWith('model.') && entry.field !== 'model.requestedModel';
    const span = mapTestSpan({ ...(isOfModel ? needsModel : {}), ...around, [entry.attribute]: value });

    if (entry.field.startsWith('usage.')) expectUsage(entry, span);
    else expect(fieldOf(span, entry.field)).toEqual(field);
  });

  function expectUsage({ field, attribute }: AliasEntry, span: ReturnType<typeof mapTestSpan>) {
    const name = field.slice('usage.'.length);
    // A part alone is no usage: its whole has to be there.
    const whole = wholeBeside(attribute);
    const usage = span.usage ?? mapTestSpan({ ...needsModel, ...whole, [attribute]: 7 }).usage;
    expect(usage?.[name as 'input']).toBe(7);
  }

  test.each(entries.filter(({ field }) => field.startsWith('model.parameters.')))(
    '$attribute is the parameter $field',
    ({ attribute, field }) => {
      const { model } = mapTestSpan({ ...needsModel, [attribute]: 0.5 });

      expect(model?.parameters).toEqual({ [field.slice('model.parameters.'.length)]: 0.5 });
    },
  );

  test.each(parameterObjects)('$attribute holds all parameters', ({ attribute }) => {
    const { model } = mapTestSpan({ ...needsModel, [attribute]: JSON.stringify({ temperature: 1 }) });

    expect(model?.parameters).toEqual({ temperature: 1 });
  });

  test.each(entries.filter(({ field }) => field === 'model.secondsToFirstToken'))(
    '$attribute becomes milliseconds to the first token',
    ({ attribute }) => {
      const isMilliseconds = attribute.includes('.ms');

      expect(mapTestSpan({ ...needsModel, [attribute]: isMilliseconds ? 250 : 0.25 }).model?.timeToFirstTokenMs).toBe(
        250,
      );
    },
  );

  test('knows every dialect, and names an attribute once per field', () => {
    expect(new Set(entries.map(({ dialect }) => dialect))).toEqual(new Set([...dialects, 'signalbox']));
    expect(new Set(entries.map(({ field, attribute }) => `${field} ${attribute}`)).size).toBe(entries.length);
  });

  const isContent = (field: string) => /^(input|output|statusMessage|model\.parameters)(\.|$)/.test(field);
  const kept = (attribute: string, value: unknown) => Object.values(redactAttributes({ [attribute]: value }))[0];

  test.each(entries.filter(({ field }) => isContent(field)))(
    'what $attribute holds is not stored where content is not captured',
    ({ attribute }) => {
      expect(kept(attribute.replace('*', '0.x'), 'said')).toBe('[not stored: 4 characters]');
    },
  );

  /** Counts and costs may come as text or in JSON: they are in `usage` and `cost`. */
  const isNumber = (field: string) => /^(usage|cost|model\.secondsToFirstToken|model\.isStreamed)(\.|$)/.test(field);
  const isParameters = (attribute: string) => attribute.endsWith('.invocation_parameters');

  test.each(
    entries.filter(({ field, attribute }) => !isContent(field) && !isNumber(field) && !isParameters(attribute)),
  )('what $attribute says, $field, is stored all the same', ({ attribute }) => {
    expect(kept(attribute.replace('*', 'key'), 'label')).toBe('label');
  });
});

function wholeBeside(attribute: string): Record<string, number> {
  if (attribute.startsWith('llm.token_count'))
    return { 'llm.token_count.prompt': 20, 'llm.token_count.completion': 20 };
  if (attribute.startsWith('ai.')) return { 'ai.usage.inputTokens': 20, 'ai.usage.outputTokens': 20 };
  return { 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 20 };
}
