import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { RouteContract } from './route.ts';
import { routes } from './routes.ts';

/** The gateway's bodies are OpenAI's and those of OTLP are open: they pass on what they do not know. */
const ownBodies = routes.filter(
  ({ body, errors, requestContentTypes }) => body && errors === 'problem' && !requestContentTypes,
);

/** Paths of the objects in a schema that take fields which they do not name. */
function looseObjects(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const isLoose = 'properties' in value && (value as { additionalProperties?: unknown }).additionalProperties !== false;
  return [
    ...(isLoose ? [path] : []),
    ...Object.entries(value).flatMap(([key, child]) => looseObjects(child, `${path}/${key}`)),
  ];
}

describe('contracts', () => {
  test('each has an id and a path with method of its own', () => {
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  test.each(ownBodies.map((route) => [route.id, route] as const))('%s refuses fields it does not know', (_, route) => {
    expect(looseObjects(z.toJSONSchema(route.body ?? z.never(), { io: 'input' }), 'body')).toEqual([]);
  });

  test('show examples that are valid', () => {
    const withExample = routes.filter(({ exampleBody }) => exampleBody !== undefined);

    for (const { id, body, exampleBody } of withExample) {
      expect(body?.safeParse(exampleBody).error, id).toBeUndefined();
      expect(body, id).toBeDefined();
    }
    expect(withExample.length).toBeGreaterThan(8);
  });

  test('describe each parameter of their path', () => {
    const named = (route: RouteContract) => Object.keys(route.params?.shape ?? {}).sort();

    for (const route of routes) {
      expect(named(route), route.id).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
    }
  });

  test('let a role do what the scope of the same rank does', () => {
    const weights: Record<string, string> = { viewer: 'read', editor: 'write', admin: 'admin' };

    for (const { id, access } of routes) {
      if (access.kind !== 'project' || access.scope === 'gateway' || access.scope === 'ingest') continue;
      expect(access.scope, id).toBe(weights[access.role]);
    }
  });
});
