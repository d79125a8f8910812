import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { refuse } from '../../functions/gateway/planning/refuse.ts';
import { ProviderError, providerErrorTypes } from '../../shared/providers/provider-error.ts';
import { planRefusalCodes } from '../../shared/routing/routed-target.ts';

const root = resolve(import.meta.dirname, '../..');

/** `too_many_${kind}s`: what a template becomes is not in the source. */
const composed = ['too_many_limits', 'too_many_budgets'];

function sources(): string[] {
  return ['shared', 'functions'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
}

/** The text from the bracket at `open` to the one that closes it. */
function bracketed(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if ('({'.includes(text.charAt(at))) depth += 1;
    if (')}'.includes(text.charAt(at))) depth -= 1;
    if (depth === 0) return text.slice(open, at + 1);
  }
  return text.slice(open);
}

/** Everything that makes an error takes its code as `code: …`, as a text in small letters, or as the default of a parameter. */
const makesError = /\bnew \w+Error\(|\bsuper\(|\breject\(/g;
const warningCodes = [/\bcode: '([a-z_]+)',\s*field\b/g, /\badd\('([a-z_]+)', field\b/g];
const otherCodes = [/\bcode = '([a-z_]+)'(?= *[,)])/g, /\btype: 'error', code: '([a-z_]+)'/g];

function codesOf(source: string): string[] {
  const errors = [...source.matchAll(makesError)].map(({ 0: opening, index }) =>
    bracketed(source, index + opening.length - 1),
  );
  const named = errors.flatMap((text) => [...text.matchAll(/\bcode: ([^,}\n]+)/g)].map(([, value = '']) => value));
  return [
    ...named.flatMap((value) => [...value.matchAll(/'([a-z_]+)'(?! in\b)/g)]),
    ...errors.flatMap((text) => [...text.matchAll(/[(,]\s*'([a-z]+(?:_[a-z]+)+)'/g)]),
    ...[...warningCodes, ...otherCodes].flatMap((pattern) => [...source.matchAll(pattern)]),
  ].map(([, code = '']) => code);
}

interface Row {
  code: string;
  status: string;
  again: string;
}

/** Rows of the tables whose first column is a code. */
function catalogue(): Row[] {
  const page = readFileSync(join(root, 'docs/reference/errors.md'), 'utf8');
  const tables = page.split(/\n\n/).filter((block) => block.startsWith('| code |'));
  return tables.flatMap((table) =>
    [...table.matchAll(/^\| `([a-z_]+)` \| ([^|]*) \|(?: ([^|]*) \|)?/gm)].map(
      ([, code = '', status = '', again = '']) => ({
        ...{ code, status, again },
      }),
    ),
  );
}

const rows = catalogue();
const inSource = new Set([...sources().flatMap(codesOf), ...providerErrorTypes, ...planRefusalCodes, ...composed]);

test('every code that the source can send is in the catalogue', () => {
  // Of the sandbox's simulated provider alone; it is told in a sentence.
  const told = new Set([...rows.map(({ code }) => code), 'unsupported_value']);
  expect(inSource.size).toBeGreaterThan(60);
  expect([...inSource].filter((code) => !told.has(code))).toEqual([]);
});

test('no code of the catalogue is stale or told twice', () => {
  const codes = rows.map(({ code }) => code);
  expect(codes.filter((code) => !inSource.has(code))).toEqual([]);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test.each([
  ...providerErrorTypes.map((type) => new ProviderError(type, '')),
  ...planRefusalCodes.map((code) => refuse({ code, message: '' }, '')),
])('$code has the status and the hope that the catalogue says', ({ code, status, isRetryable }) => {
  const row = rows.find((each) => each.code === code);
  expect(row).toMatchObject({ status: String(status), again: isRetryable ? 'yes' : 'no' });
});
