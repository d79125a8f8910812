import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isGateway } from '../../../infra/constructs/bundle-options.ts';
import { maxStartBytesOf, writeBundle } from '../../../infra/constructs/function-bundle.ts';
import { functionDefinitions } from '../../../infra/function-definitions.ts';
import { median } from '../median.ts';
import { printResult } from '../print-result.ts';

const importsEach = 7;
const maxImportMs = 250;
/** Of a function on whose start somebody waits for a model. */
const gatewayTargets = { importMs: 60, startBytes: 300_000 };
const measureImport = resolve(import.meta.dirname, 'measure-import.mjs');

/**
 * Bundle size and import time of every Lambda, or with `--function` of one: bundled as deployed, imported in fresh processes
 * with the Node that runs this, in turn with the baseline: an empty module.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { function: { type: 'string' } } });
  const definitions = Object.values(functionDefinitions).filter(({ name }) => (values.function ?? name) === name);
  if (definitions.length === 0) throw new Error(`There is no function "${values.function}".`);
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-bundles-'));
  const empty = join(directory, 'empty.mjs');
  try {
    await writeFile(empty, '');
    for (const definition of definitions) {
      const bundle = join(directory, definition.name);
      const { startBytes, totalBytes } = writeBundle(definition.entry, bundle);
      const file = join(bundle, 'index.mjs');
      const targets = isGateway(definition.entry)
        ? gatewayTargets
        : { importMs: maxImportMs, startBytes: maxStartBytesOf(definition.entry) };
      const times: ImportTime[] = [];
      const baselineTimes: ImportTime[] = [];
      for (let count = 0; count < importsEach; count++) {
        times.push(await importTime(file));
        baselineTimes.push(await importTime(empty));
      }
      const importMs = median(times.map(({ milliseconds }) => milliseconds));
      printResult({
        bench: 'cold-start',
        function: definition.name,
        startBytes,
        targetStartBytes: targets.startBytes,
        totalBytes,
        importMs: round(importMs),
        baselineImportMs: round(median(baselineTimes.map(({ milliseconds }) => milliseconds))),
        // Says more where the machine is busy.
        importCpuMs: round(median(times.map(({ cpuMilliseconds }) => cpuMilliseconds))),
        targetImportMs: targets.importMs,
        isWithinTargets: startBytes <= targets.startBytes && importMs <= targets.importMs,
        node: process.version,
      });
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

interface ImportTime {
  milliseconds: number;
  /** Of all threads. */
  cpuMilliseconds: number;
}

/** What it takes to import a module in a process of its own. */
async function importTime(file: string): Promise<ImportTime> {
  return await new Promise((done, fail) => {
    const child = spawn(process.execPath, [measureImport, file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...placeholders() },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done(JSON.parse(output) as ImportTime) : fail(new Error(`${file}: ${errors}`)),
    );
  });
}

/** Every variable of every function: importing checks that they are there, and calls nothing. */
function placeholders(): Record<string, string> {
  const names = Object.values(functionDefinitions).flatMap(({ environmentSchema }) =>
    Object.keys(environmentSchema.shape),
  );
  return { ...Object.fromEntries(names.map((name) => [name, placeholderOf(name)])), ...shapedPlaceholders };
}

function placeholderOf(name: string): string {
  return name.endsWith('_QUEUE_URL') ? 'https://sqs.us-east-1.amazonaws.com/000000000000/placeholder' : 'placeholder';
}

const shapedPlaceholders = {
  STAGE: 'bench',
  AWS_REGION: 'us-east-1',
  USER_POOL_ID: 'us-east-1_placeholder',
  CONNECTIONS_TABLE: 'placeholder',
  WEBSOCKET_URL: 'wss://example.com/live',
  WEBSOCKET_MANAGEMENT_URL: 'https://example.com/live',
  ALLOWS_PRIVATE_PROVIDERS: 'false',
  INVITATION_DELIVERY: 'email',
  RECORDING_FLUSH_MS: '0',
  DIGESTS_WAIT_HOURS: '24',
};
