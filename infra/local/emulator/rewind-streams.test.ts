import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rewindStreams } from './rewind-streams.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'signalbox-rewind-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('every consumer begins at the start of its stream again, and all else stays', () => {
  const state = (position: number) => ({
    format: 2,
    payload: { functions: { a: 1 }, dynamodb_stream_positions: { scoped: true, data: { one: position, two: 0 } } },
  });
  writeFileSync(join(directory, 'lambda.json'), JSON.stringify(state(41)));

  rewindStreams(directory);

  expect(JSON.parse(readFileSync(join(directory, 'lambda.json'), 'utf8'))).toEqual(state(0));
});

test.each([
  ['nothing', null],
  ['no JSON', 'half a fi'],
  ['another form', '{"payload":{}}'],
])('%s is left alone', (_, text) => {
  const path = join(directory, 'lambda.json');
  if (text !== null) writeFileSync(path, text);

  rewindStreams(directory);

  if (text !== null) expect(readFileSync(path, 'utf8')).toBe(text);
});
