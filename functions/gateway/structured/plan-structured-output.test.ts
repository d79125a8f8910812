import { describe, expect, test } from 'vitest';
import { ValidationError } from '../../../shared/http/errors.ts';
import { planStructuredOutput } from './plan-structured-output.ts';

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'developer', content: 'Be kind.' },
  { role: 'user', content: 'Where?' },
];
const able = { abilities: { structuredOutput: true } };
const unable = { abilities: { structuredOutput: false } };
const ask = (response_format?: unknown) => ({ model: 'm', messages, response_format });
const withSchema = (given: unknown) => ask({ type: 'json_schema', json_schema: { name: 'place', schema: given } });

describe('planStructuredOutput', () => {
  test.each([undefined, null, { type: 'text' }])('text needs no plan: %j', (format) => {
    expect(planStructuredOutput(ask(format), unable)).toBeNull();
  });

  test.each([true, null])('a model that takes a schema (%s) gets the request as it is', (structuredOutput) => {
    const request = withSchema(schema);
    const plan = planStructuredOutput(request, { abilities: { structuredOutput } });

    expect(plan?.mode).toBe('native');
    expect(plan?.request).toBe(request);
    expect(plan?.format).toEqual({ type: 'json_schema', name: 'place', description: null, schema });
  });

  test('another is instructed, after the caller’s own instructions', () => {
    const plan = planStructuredOutput(withSchema(schema), unable);

    expect(plan?.mode).toBe('instructed');
    expect(plan?.request).not.toHaveProperty('response_format');
    const sent = plan?.request['messages'] as { role: string; content: string }[];
    expect(sent.map(({ role }) => role)).toEqual(['system', 'developer', 'system', 'user']);
    expect(sent[2]?.content).toContain(JSON.stringify(schema));
  });

  test('a description goes into the instruction', () => {
    const json_schema = { name: 'place', description: 'Where the parcel is', schema };
    const plan = planStructuredOutput(ask({ type: 'json_schema', json_schema }), unable);

    expect(JSON.stringify(plan?.request)).toContain('Where the parcel is');
  });

  test('an object without a schema is any object; instructions alone get theirs at the end', () => {
    const plan = planStructuredOutput(
      { messages: [{ role: 'system', content: 'x' }], response_format: { type: 'json_object' } },
      unable,
    );

    expect(plan?.format.schema).toEqual({ type: 'object' });
    expect(plan?.request['messages']).toMatchObject([{ content: 'x' }, { role: 'system' }]);
    expect(planStructuredOutput(ask({ type: 'json_schema', json_schema: {} }), able)?.format).toMatchObject({
      name: 'answer',
      schema: { type: 'object' },
    });
  });

  test('what is no schema is named', () => {
    const faultOf = (given: unknown) => {
      try {
        planStructuredOutput(withSchema(given), able);
      } catch (error) {
        return error instanceof ValidationError ? { param: error.param, status: error.status } : error;
      }
      return null;
    };

    expect(faultOf('text')).toEqual({ param: 'response_format.json_schema.schema', status: 400 });
    expect(faultOf({ type: 'text' })).toEqual({ param: 'response_format.json_schema.schema.type', status: 400 });
    expect(() => planStructuredOutput(ask({ type: 'json_schema' }), able)).toThrow(ValidationError);
  });
});
