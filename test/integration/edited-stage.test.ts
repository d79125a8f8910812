import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCheckout } from '../support/copy-checkout.ts';
import { findProcesses, processesNaming } from '../support/processes-naming.ts';
import { type StartedLocalStage, startLocalStage } from '../support/start-local-stage.ts';

/** Where the machine is busy: the start of a stage, and a build of the console. */
const startTimeoutMs = 300_000;
const reloadTimeoutMs = 120_000;
let checkout: string;
let home: string;
let started: StartedLocalStage;

beforeAll(async () => {
  checkout = copyCheckout();
  home = join(checkout, '.signalbox');
  started = await startLocalStage({ checkout, home, environment: { SIGNALBOX_WATCH: 'on' } });
}, startTimeoutMs);
afterAll(async () => {
  await started.stop();
  rmSync(checkout, { recursive: true, force: true });
});

function edit(file: string, change: (text: string) => string): void {
  const path = join(checkout, file);
  const [before, after] = [readFileSync(path, 'utf8'), change(readFileSync(path, 'utf8'))];
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

async function stageIn(base: string): Promise<unknown> {
  const response = await fetch(`${base}/api/v2/health`);
  return ((await response.json()) as { stage: string }).stage;
}

/** The script that the console's page loads first. */
async function consoleScript(): Promise<string> {
  const page = await (await fetch(started.stage.url)).text();
  const path = /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '/';
  return await (await fetch(new URL(path, started.stage.url))).text();
}

// One stage for all of these, in this order: a start takes longer than what is tested.
describe('a stage whose source is edited', () => {
  it('takes edits in, also of a file that comes after the one that imports it', {
    timeout: reloadTimeoutMs,
  }, async () => {
    const { url, apiGatewayUrl } = started.stage;
    expect([await stageIn(url), await stageIn(apiGatewayUrl)]).toEqual(['local', 'local']);

    edit(
      'functions/operations/app.ts',
      (text) =>
        `import { edited } from './edited.ts';\n${text.replace("status: 'ok' as const, stage,", "status: 'ok' as const, stage: edited,")}`,
    );
    edit('frontend/src/main.tsx', (text) => `${text}\ndocument.title = 'Edited while it runs';\n`);
    const within = { timeout: reloadTimeoutMs, interval: 250 };
    await expect.poll(started.output, within).toContain('The edit is not in effect, what ran before still runs');
    expect(await stageIn(url)).toBe('local');
    writeFileSync(join(checkout, 'functions/operations/edited.ts'), "export const edited = 'edited';\n");

    await expect.poll(async () => await stageIn(url), within).toBe('edited');
    await expect.poll(async () => await stageIn(apiGatewayUrl), within).toBe('edited');
    await expect.poll(started.output, within).toContain('Updated functions in the emulator');
    await expect.poll(consoleScript, within).toContain('Edited while it runs');
  });

  it('ends with a sentence when its emulator dies, and leaves no process', async () => {
    const emulator = findProcesses(home).find(({ commandLine }) => commandLine.includes('run_emulator.py'));
    expect(emulator).toBeDefined();
    process.kill(emulator?.processId ?? Number.NaN, 'SIGKILL');

    expect(await started.exited).toBe(1);
    expect(started.output()).toMatch(
      /✗ The emulator stopped by itself: see .*emulator\.log, then run npm start again\.\n$/,
    );
    expect(processesNaming(home)).toEqual([]);
    expect(existsSync(join(home, 'stage.json'))).toBe(false);
    // The next start says that what was stored is lost.
    expect(existsSync(join(home, 'running.json'))).toBe(true);
  });

  it('is cleared by npm run reset, if that is what one says', () => {
    const all = ['local.json', 'deployed.json', 'running.json', 'state', 'emulator'];
    const reset = (answer: string) => {
      const options = { env: { ...process.env, SIGNALBOX_HOME: home }, input: answer, encoding: 'utf8' } as const;
      const { status, stdout } = spawnSync('npm', ['run', '--silent', 'reset'], { cwd: checkout, ...options });
      const kept = all.filter((name) => existsSync(join(home, name)));
      return { status, said: stdout.split('\n').at(-2), asks: stdout.includes('(yes/no)'), kept };
    };

    for (const no of ['n\n', '\n', '']) {
      const told = { status: 0, said: expect.stringContaining('Nothing was cleared.'), asks: true, kept: all };
      expect(reset(no)).toEqual(told);
    }
    const cleared = { status: 0, said: expect.stringContaining('✓ Cleared'), asks: true, kept: ['emulator'] };
    expect(reset('y\n')).toEqual(cleared);
    expect(reset('y\n')).toMatchObject({ said: expect.stringContaining('There is nothing to clear'), asks: false });
  });
});
