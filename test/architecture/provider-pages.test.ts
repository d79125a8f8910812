import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { connectableKinds } from '../../shared/contract/providers.ts';
import { defaultBaseUrl } from '../../shared/providers/default-base-url.ts';
import { knownEndpoints } from '../../shared/providers/known-endpoints.ts';

const howTo = resolve(import.meta.dirname, '../../docs/how-to');
const provider = readFileSync(`${howTo}/connect-a-provider.md`, 'utf8');
const compatible = readFileSync(`${howTo}/connect-a-compatible-endpoint.md`, 'utf8');

const isCompatible = ({ kind }: { kind: string }) => kind === 'openai-compatible';

test.each(knownEndpoints.filter(isCompatible))('$name is in the table of compatible endpoints', (endpoint) => {
  const row = compatible.split('\n').find((line) => line.includes(`| \`${endpoint.slug}\` |`));

  expect(row).toContain(`\`${endpoint.baseUrl}\``);
  expect(row).toContain(endpoint.keyVariable === null ? 'none: use a file' : `\`${endpoint.keyVariable}\``);
});

test.each(knownEndpoints.filter(({ keyVariable }) => keyVariable !== null))(
  '$name says by which variable the local stage connects it',
  ({ keyVariable, slug, baseUrlVariable }) => {
    const names = [keyVariable, baseUrlVariable].filter((name) => name !== null).map((name) => `\`${name}\``);

    expect(provider).toContain(`| ${names.join(' and ')} | \`${slug}\` |`);
  },
);

test.each(connectableKinds)('the kind %s has a row with its base URL, and a line in the example of a file', (kind) => {
  const row = provider.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`)) ?? '';
  const baseUrl = defaultBaseUrl({ kind });

  expect(row).toContain(baseUrl === null ? '' : `\`${baseUrl}\``);
  expect(row).not.toBe('');
  expect(provider).toContain(`kind: ${kind},`);
});
