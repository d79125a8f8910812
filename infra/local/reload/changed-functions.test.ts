import { expect, it } from 'vitest';
import { changedFunctions } from './changed-functions.ts';

const functions = [
  { functionName: 'operations', entry: 'functions/operations/handler.ts' },
  { functionName: 'realtime', entry: 'functions/realtime/handler.ts' },
];
const changedBy = async (...files: string[]) =>
  (await changedFunctions(functions, new Set(files))).map(({ functionName }) => functionName);

it('finds the functions that an edit is part of', async () => {
  expect(await changedBy('functions/operations/app.ts')).toEqual(['operations']);
  expect(await changedBy('shared/http/create-api.ts')).toEqual(['operations', 'realtime']);
  expect(await changedBy('frontend/src/main.tsx')).toEqual([]);
});
