import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readFixtures, readForms } from '../../../fixtures/wire/read-fixtures.ts';

const root = resolve(import.meta.dirname, '../../../..');
const fixtures = readFixtures();
const providers = [...new Set(fixtures.map(({ provider }) => provider))].sort();

test('every file is in its index, once', () => {
  const files = providers.flatMap((provider) =>
    readdirSync(`${root}/test/fixtures/wire/${provider}`).map((file) => `${provider}/${file}`),
  );
  const named = [...fixtures.map(({ name }) => name), ...providers.map((provider) => `${provider}/index.json`)];

  expect(named.sort()).toEqual(files.sort());
});

test('forms are in an index of their own, say that their words are ours, and are of providers without a recording', () => {
  const forms = readForms();
  const folder = `${root}/test/fixtures/wire-forms`;
  const files = readdirSync(folder).flatMap((provider) =>
    readdirSync(`${folder}/${provider}`).map((file) => `${provider}/${file}`),
  );
  const indexes = [...new Set(forms.map(({ provider }) => `${provider}/index.json`))];

  expect([...forms.map(({ name }) => name), ...indexes].sort()).toEqual(files.sort());
  expect(forms.filter(({ origin }) => origin.kind !== 'form' || origin.words !== 'ours')).toEqual([]);
  expect(forms.filter(({ provider }) => providers.includes(provider))).toEqual([]);
});

test('each is of a package whose licence stands in the notice, and says where it comes from: a recording of theirs, or a recorder of ours', () => {
  const notice = readFileSync(`${root}/test/fixtures/wire/NOTICE`, 'utf8');

  for (const { origin, headers } of fixtures) {
    expect(notice).toContain(origin.repository);
    expect(origin.path).toMatch(/\.ya?ml$|^test\/fixtures\/recorders\//);
    if (!/\.ya?ml$/.test(origin.path)) expect(existsSync(`${root}/${origin.path}`)).toBe(true);
    expect(Object.keys(headers).filter((name) => !['content-type', 'retry-after'].includes(name))).toEqual([]);
  }
});

/** Keys, accounts, people: what the recorders took out, or we did. */
const secrets = [
  ...[
    /\bsk-[\w-]{20,}/,
    /\bAIza[\w-]{30,}/,
    /\bgsk_\w{20,}/,
    /\bhf_\w{20,}/,
    /\bAKIA[A-Z0-9]{16}\b/,
    /\bBearer [\w.-]{20,}/,
  ],
  ...[/\borg-(?!0+\b)\w{10,}/, /\buser_(?!0+\b)\w{10,}/, /\breq_(?!0+\b|REDACTED_)\w{10,}/, /arn:aws[^"\s]*:\d{12}:/],
  /[\w.+-]+@[\w-]+\.(?:com|org|net|io|dev|ai)\b/,
];

test('none holds a key, an account or a person’s address', () => {
  const found = fixtures.flatMap(({ name, bytes }) =>
    secrets.flatMap(
      (secret) =>
        secret
          .exec(bytes.toString('utf8'))
          ?.slice(0, 1)
          .map((text) => `${name}: ${text}`) ?? [],
    ),
  );

  expect(found).toEqual([]);
});

test('the page counts what there is', () => {
  const page = readFileSync(`${root}/docs/reference/wire-fixtures.md`, 'utf8');
  const rows = providers.map((provider) => {
    const own = fixtures.filter((fixture) => fixture.provider === provider);
    const streams = own.filter(({ isStreamed }) => isStreamed).length;
    const errors = own.filter(({ expected, status }) => status >= 400 || (expected && 'error' in expected)).length;
    return `| ${provider} | ${own.length} | ${streams} | ${errors} |`;
  });

  expect(page.split('\n').filter((line) => /^\| [\w-]+ \| \d+ \| \d+ \| \d+ \|$/.test(line))).toEqual(rows);
});
