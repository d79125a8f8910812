import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { maxStartBytesOf, writeBundle } from '../constructs/function-bundle.ts';
import { type FunctionDefinition, functionDefinitions } from '../function-definitions.ts';

const definitions: readonly FunctionDefinition[] = Object.values(functionDefinitions);
const directory = mkdtempSync(join(tmpdir(), 'signalbox-bundles-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the bundle of a function', () => {
  it.each(definitions)('$name is within its budget', ({ name, entry }) => {
    const { startBytes } = writeBundle(entry, join(directory, name));

    expect(startBytes).toBeLessThanOrEqual(maxStartBytesOf(entry));
  });
});
