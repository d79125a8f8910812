import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { describeIssue } from '../../shared/http/describe-issue.ts';
import * as schemas from '../testing/gateway-schemas.ts';
import { valuesFor } from '../testing/values-for-schema.ts';
import { bundleOptions } from './bundle-options.ts';

interface Light extends Pick<z.ZodType, 'parse' | 'safeParse'> {
  accept(value: unknown): unknown;
}

const outdir = mkdtempSync(join(tmpdir(), 'signalbox-light-validation-'));
afterAll(() => rmSync(outdir, { recursive: true }));
buildSync({ ...bundleOptions('functions/gateway/handler.ts', 'infra/testing/gateway-schemas.ts'), outdir });
const lightModules: Record<string, object> = await import(pathToFileURL(join(outdir, 'index.mjs')).href);

const whole = new Map(Object.entries(schemas).flatMap(([name, module]) => schemasIn(name, module)));
const light = new Map(Object.entries(lightModules).flatMap(([name, module]) => schemasIn(name, module)));

describe('the light zod of the gateway', () => {
  it('stands in for every schema', () => {
    expect([...light.keys()].toSorted()).toEqual([...whole.keys()].toSorted());
    expect(whole.size).toBeGreaterThan(90);
  });

  it.each([...whole.keys()])('takes for %s what zod takes, and answers the same', (name) => {
    const exact = whole.get(name) as z.ZodType;
    const quick = light.get(name) as unknown as Light;
    let takenCount = 0;
    fc.assert(
      fc.property(valuesFor(exact), (value) => {
        const expected = exact.safeParse(value, { error: describeIssue });
        const taken = quick.accept(value);
        const isTaken = typeof taken !== 'symbol';
        if (isTaken) takenCount++;
        expect(isTaken).toBe(expected.success);
        if (isTaken) expect(taken).toStrictEqual(expected.data);
        const answer = quick.safeParse(value, { error: describeIssue });
        expect(answer.error?.issues).toEqual(expected.error?.issues);
      }),
      { numRuns: 100 },
    );
    // Of a hundred random routes it may happen that one is sound, or none; of a thousand more it does not.
    if (takenCount < 2)
      takenCount += fc.sample(valuesFor(exact), 1_000).filter((value) => quick.safeParse(value).success).length;
    if (!isRarelySound(name)) expect(takenCount).toBeGreaterThan(1);
  });

  it('takes the example of each route as zod does', () => {
    const examples = exampleBodies();
    expect(examples.length).toBeGreaterThan(10);
    for (const [name, example] of examples) {
      expect((light.get(name) as unknown as Light).accept(example), name).toStrictEqual(
        whole.get(name)?.parse(example),
      );
    }
  });

  it('throws what zod throws', () => {
    const message = messageOf(() => schemas.gateway.chatCompletionRequestSchema.parse({ model: '', messages: [1] }));

    expect(message).toContain('name a model');
    expect(messageOf(() => light.get('gateway.chatCompletionRequestSchema')?.parse({ model: '', messages: [1] }))).toBe(
      message,
    );
  });
});

/** Those that a module exports, and those of its routes. */
function schemasIn(name: string, module: object): [string, z.ZodType][] {
  return Object.entries(module).flatMap(([key, value]: [string, unknown]): [string, z.ZodType][] => {
    if (isSchema(value)) return [[`${name}.${key}`, value]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const parts = Object.entries(value).filter(([, part]) => isSchema(part)) as [string, z.ZodType][];
    return parts.map(([part, schema]) => [`${name}.${key}.${part}`, schema]);
  });
}

/** A route of random parts breaks some rule between them; the examples do not. */
function isRarelySound(name: string): boolean {
  return /^routing\.|routeConfigSchema/.test(name);
}

function exampleBodies(): [string, unknown][] {
  const routes = Object.entries(schemas).flatMap(([name, module]) =>
    Object.entries(module).map(([key, value]: [string, unknown]) => [`${name}.${key}.body`, value] as const),
  );
  return routes.flatMap(([name, route]): [string, unknown][] =>
    whole.has(name) && typeof route === 'object' && route !== null && 'exampleBody' in route
      ? [[name, route.exampleBody]]
      : [],
  );
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}
