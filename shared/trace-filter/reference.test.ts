import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spanStatuses, spanTypes } from '../contract/span.ts';
import { isField, keyedFields, numberFields, questionFields, textFields } from './fields.ts';
import { presences, traits } from './filter.ts';
import { describeProblem, parseFilter } from './parse-filter.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/reference/trace-filter.md'), 'utf8');
const fenced = [...page.matchAll(/```filter\n([\s\S]*?)```/g)].flatMap(([, text = '']) => text.trimEnd().split('\n'));
const rows = page.split('\n').filter((line) => /^\| [`]/.test(line));
const cells = (row: string) =>
  row
    .slice(2, -2)
    .split(' | ')
    .map((cell) => cell.trim());
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const errors = rows.map(cells).filter(([, message = '']) => message.startsWith('at character'));
const examples = rows.map(cells).flatMap((row) => (row.length > 2 ? codes(row.at(-1) ?? '') : []));

describe('the reference of filters', () => {
  test.each([...fenced, ...examples])('%s is a filter', (text) => {
    expect(parseFilter(text)).toMatchObject({ isValid: true });
  });

  test.each(errors)('%s is refused as it says', (code = '', message) => {
    const parsed = parseFilter(code.slice(1, -1));

    expect(parsed.isValid ? null : describeProblem(parsed.problem)).toBe(message);
  });

  test('has an example of everything, and names every field', () => {
    expect(fenced.length + examples.length + errors.length).toBeGreaterThan(40);
    const named = new Set(rows.flatMap((row) => codes(cells(row)[0] ?? '')).map((code) => code.split(/[.:]/)[0] ?? ''));
    const fields = [textFields, numberFields, keyedFields, questionFields].flatMap((table) => Object.keys(table));
    expect(fields.filter((field) => !named.has(field))).toEqual([]);
    expect(fields.every(isField)).toBe(true);
    const words = new Set(page.split('\n').flatMap(codes));
    const answers = [...presences, ...traits.map((trait) => `is:${trait}`), ...spanTypes, ...spanStatuses];
    expect(answers.filter((answer) => !words.has(answer) && !words.has(`has:${answer}`))).toEqual([]);
  });
});
