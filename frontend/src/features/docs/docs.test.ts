import { describe, expect, it } from 'vitest';
import { exampleOf } from './example-of.ts';
import { groupOperations, listOperations, type OpenApiDocument, resolveResponse, resolveSchema } from './open-api.ts';
import { limitsText, typeText } from './schema-text.ts';
import { isPublic, toCurl } from './to-curl.ts';

const document: OpenApiDocument = {
  openapi: '3.1.0',
  security: [{ bearer: [] }],
  paths: {
    '/api/v2/keys': {
      get: { operationId: 'listKeys', summary: 'List keys', tags: ['identity'] },
      post: {
        operationId: 'createKey',
        summary: "Create a key; it's shown once",
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/KeyRequest' } } } },
      },
    },
    '/api/v2/traces/{traceId}': {
      get: {
        operationId: 'getTrace',
        parameters: [
          { name: 'traceId', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } },
          { name: 'view', in: 'query', required: true, schema: { enum: ['full', 'short'] } },
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
        ],
      },
    },
    '/api/v2/health': { get: { operationId: 'getHealth', security: [] } },
  },
  components: {
    schemas: {
      Role: { enum: ['viewer', 'admin'] },
      KeyRequest: {
        type: 'object',
        required: ['name', 'role'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 80, example: "Ada's key" },
          role: { $ref: '#/components/schemas/Role' },
          expiresAt: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
        },
      },
      Tree: {
        type: 'object',
        properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      },
    },
    responses: { Problem: { description: 'A problem' } },
  },
};
const operations = listOperations(document);
const operation = (id: string) => operations.find((each) => each.id === id) ?? expect.fail(id);

describe('the operations', () => {
  it('are listed in the document’s order, by tag or by path', () => {
    expect(operations.map(({ id, group }) => [id, group])).toEqual([
      ['listKeys', 'identity'],
      ['createKey', 'keys'],
      ['getTrace', 'traces'],
      ['getHealth', 'health'],
    ]);
  });

  it('are found by method, path and summary', () => {
    const found = (text: string) => [...groupOperations(operations, text).values()].flat().map(({ id }) => id);
    expect(found('post keys')).toEqual(['createKey']);
    expect(found('list')).toEqual(['listKeys']);
    expect(found('nothing')).toEqual([]);
  });
});

describe('references', () => {
  it('lead to what they name, or to nothing', () => {
    expect(resolveSchema(document, { $ref: '#/components/schemas/Role' })).toEqual({ enum: ['viewer', 'admin'] });
    expect(resolveSchema(document, { $ref: '#/components/schemas/Gone' })).toEqual({});
    expect(resolveResponse(document, { $ref: '#/components/responses/Problem' }).description).toBe('A problem');
    expect(resolveResponse(document, { description: 'x' }).description).toBe('x');
  });
});

describe('a type in words', () => {
  it.each([
    [{ type: 'string', format: 'uuid' }, 'string (uuid)'],
    [{ type: ['integer', 'null'] }, 'integer or null'],
    [{ $ref: '#/components/schemas/Tree' }, 'Tree'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Role' } }, '("viewer" | "admin")[]'],
    [{ type: 'array' }, 'any[]'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string or null'],
    [{ allOf: [{ type: 'object' }, { $ref: '#/components/schemas/Tree' }] }, 'object and Tree'],
    [{ const: 'ok' }, '"ok"'],
    [{ properties: {} }, 'object'],
    [{}, 'any'],
  ])('%j is %s', (schema, text) => {
    expect(typeText(schema, document)).toBe(text);
  });

  it.each([
    [{ minLength: 1, maxLength: 80 }, '1 to 80 characters'],
    [{ minItems: 1 }, 'at least 1 item'],
    [{ maximum: 200, minimum: 0 }, 'at most 200'],
    [{ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, ''],
    [{ default: null }, 'default null'],
  ])('%j allows %s', (schema, text) => {
    expect(limitsText(schema)).toBe(text);
  });
});

describe('an example', () => {
  it('has what is required, in the plainest form', () => {
    expect(exampleOf(document, { $ref: '#/components/schemas/KeyRequest' })).toEqual({
      name: "Ada's key",
      role: 'viewer',
    });
  });

  it('ends where a schema holds itself', () => {
    expect(JSON.stringify(exampleOf(document, { $ref: '#/components/schemas/Tree' })).length).toBeLessThan(400);
  });

  it.each([
    [{ type: 'string', format: 'email' }, 'ada@example.com'],
    [{ type: 'string', pattern: '^[0-9a-f]{16}$' }, '4bf92f3577b34da6'],
    [{ type: ['null', 'boolean'] }, true],
    [{ type: 'integer', minimum: 5 }, 5],
    [{ allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
    [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, 'text'],
    [{ type: 'null' }, null],
  ])('of %j is %j', (schema, value) => {
    expect(exampleOf(document, schema)).toEqual(value);
  });
});

describe('the curl line', () => {
  it('fills the path and the required query, and leaves the rest', () => {
    const line = toCurl(document, operation('getTrace'), 'https://api.test');
    expect(line).toContain("'https://api.test/api/v2/traces/4bf92f3577b34da6a3ce929d0e0e4736?view=full'");
    expect(line).toContain('Authorization: Bearer');
  });

  it('survives a quote in the body', () => {
    const line = toCurl(document, operation('createKey'), 'https://api.test');
    expect(line).toContain('-X POST');
    expect(line).toContain(`"name": "Ada'\\''s key"`);
  });

  it('needs no key where everybody may call', () => {
    expect(isPublic(document, [])).toBe(true);
    expect(toCurl(document, operation('getHealth'), '')).toBe("curl '/api/v2/health'");
  });
});
