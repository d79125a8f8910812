import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { stageConfigSchema } from '../../infra/config.ts';
import { type FunctionDefinition, functionDefinitions } from '../../infra/function-definitions.ts';
import { settingsSchema } from '../../infra/local/settings.ts';
import { knownEndpoints } from '../../shared/providers/known-endpoints.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/configuration.md'), 'utf8');
const definitions: readonly FunctionDefinition[] = Object.values(functionDefinitions);
const peoplesFunctions = definitions.filter(({ environmentSchema }) => 'USER_POOL_ID' in environmentSchema.shape);

/** The rows of a section's table, as cells. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const documented = (heading: string) => rowsOf(heading).flatMap(([names]) => namesIn(names));

/** Names that the source reads from an environment by hand, beside the schemas. */
function readByHand(): string[] {
  const sources = ['infra', 'shared', 'functions', 'bin', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !/\.test\.ts$|(^|\/)testing\//.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const read = /(?:\benv(?:ironment)?\[')([A-Z_]+)'\]|\bprocess\.env\.([A-Z_]+)/g;
  return [...new Set(sources.flatMap((text) => [...text.matchAll(read)].map(([, a, b]) => a ?? b ?? '')))];
}

/** Dotted names of the fields: a field that holds others is told by them, or as a whole. */
function fieldsOf(shape: z.ZodRawShape, prefix = ''): string[] {
  return Object.entries(shape).flatMap(([name, field]) =>
    field instanceof z.ZodObject ? fieldsOf(field.shape, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

test('the local stage’s variables are those that it reads', () => {
  const providers = knownEndpoints.flatMap(({ keyVariable, baseUrlVariable }) => [keyVariable, baseUrlVariable]);
  const read = [...Object.keys(settingsSchema.shape), ...providers.filter((name) => name !== null)];

  expect(documented('Environment of the local stage').sort()).toEqual([...new Set(read)].sort());
});

test('the fields of a stage are those of its schema', () => {
  // Made by the loader, and not for anybody to choose.
  const derived = ['stage', 'version', 'emulatorUrl'];
  const fields = fieldsOf(stageConfigSchema.shape).filter((name) => !derived.includes(name));

  expect(documented('Stages').sort()).toEqual(fields.sort());
});

test('each variable of the functions is told with the functions that have it', () => {
  const told = rowsOf('Environment of the functions').map(([name, functions = '']) => {
    const names = functions.split(', ').flatMap((each) => {
      if (each === 'all') return definitions.map(({ name: all }) => all);
      return each === "people's functions" ? peoplesFunctions.map(({ name: peoples }) => peoples) : [each];
    });
    return [namesIn(name)[0] ?? '', names.sort()] as const;
  });
  const held = new Map<string, string[]>();
  for (const { name, environmentSchema } of definitions) {
    for (const variable of Object.keys(environmentSchema.shape))
      held.set(variable, [...(held.get(variable) ?? []), name]);
  }

  expect(Object.fromEntries(told)).toEqual(Object.fromEntries([...held].map(([name, by]) => [name, by.sort()])));
});

test('what is read by hand is told, and nothing is told that nobody reads', () => {
  const surroundings = documented('Read from the surroundings');
  const others = ['Environment of the local stage', 'Environment of the functions'].flatMap(documented);
  const setByStacks = readFileSync(join(root, 'infra/constructs/service-function.ts'), 'utf8');

  expect(readByHand().filter((name) => !surroundings.includes(name) && !others.includes(name))).toEqual([]);
  const read = new Set(readByHand());
  expect(surroundings.filter((name) => !read.has(name) && !setByStacks.includes(`${name}:`))).toEqual([]);
});
