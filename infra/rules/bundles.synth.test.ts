import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { maxBundleBytesOf, writeBundle } from '../constructs/function-bundle.ts';
import { type FunctionDefinition, functionDefinitions } from '../function-definitions.ts';

const definitions: readonly FunctionDefinition[] = Object.values(functionDefinitions);
const directory = mkdtempSync(join(tmpdir(), 'signalbox-bundles-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the bundle of a function', () => {
  it.each(definitions)('$name is within its budget', ({ name, entry }) => {
    writeBundle(entry, join(directory, name));

    expect(statSync(join(directory, name, 'index.mjs')).size).toBeLessThanOrEqual(maxBundleBytesOf(entry));
  });
});
