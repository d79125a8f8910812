import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveQueues } from './move-queues.ts';

let directory: string;
const path = () => join(directory, 'sqs.json');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'signalbox-queues-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const state = (port: number) => {
  const url = `http://localhost:${port}/000000000000/ingestion`;
  return {
    format: 2,
    payload: {
      queues: {
        scoped: true,
        data: {
          [`000000000000\u0000us-east-1\u0000'${url}'`]: {
            name: 'ingestion',
            url,
            messages: [{ body: 'see http://localhost:4566/other' }],
          },
        },
      },
      queue_name_to_url: { data: { "000000000000\u0000us-east-1\u0000'ingestion'": url } },
    },
  };
};

test('queues have the port that the emulator is started on, and all else stays', () => {
  writeFileSync(path(), JSON.stringify(state(4566)));

  moveQueues(directory, 5203);

  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual(state(5203));
});

test.each([
  ['no JSON', 'half a fi'],
  ['another form', '{"payload":{}}'],
  ['the same port', `${JSON.stringify(state(5203))} `],
])('%s is left alone', (_, text) => {
  writeFileSync(path(), text);

  moveQueues(directory, 5203);

  expect(readFileSync(path(), 'utf8')).toBe(text);
});

test('without a state there is none afterwards', () => {
  moveQueues(directory, 5203);

  expect(existsSync(path())).toBe(false);
});
