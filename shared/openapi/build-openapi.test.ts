import { describe, expect, test } from 'vitest';
import { routes } from '../contract/routes.ts';
import { buildOpenApi, type JsonObject } from './build-openapi.ts';
import stored from './openapi.generated.json' with { type: 'json' };
import { version } from './version.ts';

const document = buildOpenApi(routes, version);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
}

describe('the OpenAPI document', () => {
  test('is stored as the contracts make it: `npm run generate` refreshes it', () => {
    expect(stored).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test('has every route once, under an operation id of its own', () => {
    const ids = operations.map(({ operation }) => operation['operationId']);

    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(new Set(ids).size).toBe(routes.length);
  });

  test('refers only to components that it holds, and holds none that nothing refers to', () => {
    const components = document['components'] as { schemas: JsonObject };
    const referred = new Set(referencesIn(document));

    expect([...referred].sort()).toEqual(Object.keys(components.schemas).sort());
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  test('describes every parameter of a path', () => {
    for (const { path, operation } of operations) {
      const parameters = operation['parameters'] as { name: string; in: string; required: boolean }[];
      const inPath = parameters.filter((parameter) => parameter.in === 'path');

      expect(inPath.map(({ name }) => name).sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, n]) => n).sort());
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  test('asks for credentials everywhere but where the contract is public', () => {
    const open = operations.filter(({ operation }) => (operation['security'] as unknown[]).length === 0);

    expect(open.map(({ operation }) => operation['operationId'])).toEqual(['getHealth', 'getOpenApi']);
  });

  test('a request may leave out what has a default, an answer never does', () => {
    const create = document.paths['/api/v2/keys']?.['post'] as { requestBody: JsonObject };

    expect(JSON.stringify(create.requestBody)).toContain('"required":["name","scopes"]');
  });

  test('gives errors in the form of their edge', () => {
    const errorType = (path: string, method: string) => {
      const responses = document.paths[path]?.[method]?.['responses'] as Record<string, { content: JsonObject }>;
      return Object.keys(responses['401']?.content ?? {});
    };

    expect(errorType('/api/v2/traces', 'get')).toEqual(['application/problem+json']);
    expect(errorType('/v1/chat/completions', 'post')).toEqual(['application/json']);
  });
});
