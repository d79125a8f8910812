import { exitAfterHelp } from '../infra/cli/command-usage.ts';
import { findPython } from '../infra/local/emulator/find-python.ts';
import { installEmulator, isEmulatorInstalled } from '../infra/local/emulator/install-emulator.ts';
import type { Phase } from './runner/phase.ts';
import { programPhase } from './runner/program-phase.ts';
import { runPhases } from './runner/run-phases.ts';
import { vitestPhase } from './runner/vitest-phase.ts';
import { type StartedLocalStage, startLocalStage } from './support/start-local-stage.ts';

/**
 * `npm test`: every check there is, and what each needs. The stage that the last phases talk to is one of its own, on free
 * ports and with no state, so that nothing depends on what this machine has run before.
 */
exitAfterHelp({
  command: 'npm test',
  about: 'Everything that is checked, as CI does it: also the emulator, the stacks and a real browser.',
  flags: {},
  more: ['One folder: npx vitest run --project unit <path>. What to run before each commit: npm run check.'],
});
let started: StartedLocalStage | undefined;

const emulatorPhase: Phase = {
  name: 'Install the emulator',
  async run() {
    const python = await findPython(process.env);
    if (python.kind !== 'found') throw new Error('Python 3.10 or newer was not found: install it and try again.');
    const isInstalled = await isEmulatorInstalled(python.command, process.env);
    if (!isInstalled) await installEmulator(python.command, process.env);
    return { passed: 1, failed: 0, report: '' };
  },
};

const stagePhase: Phase = {
  name: 'Start a local stage from nothing',
  async run() {
    started = await startLocalStage();
    return { passed: 1, failed: 0, report: '' };
  },
};

const stopPhase: Phase = {
  name: 'Stop the local stage',
  async run() {
    const code = await started?.stop();
    if (code !== 0) throw new Error(`The local stage ended with code ${code}:\n${started?.output()}`);
    return { passed: 1, failed: 0, report: '' };
  },
};

/** Fails every test at once if there is no stage, rather than starting one more. */
const againstStage = () => ({ SIGNALBOX_LOCAL_JSON: started?.localJsonPath ?? 'no local stage' });

const totals = await runPhases(
  [
    emulatorPhase,
    programPhase('Lint and format', ['biome', 'check', '.']),
    programPhase('Types', ['tsc', '-p', 'tsconfig.json'], ['tsc', '-p', 'frontend/tsconfig.json']),
    programPhase('Dead code', ['knip']),
    vitestPhase('Unit tests with coverage', { projects: ['unit', 'frontend', 'emulator'], hasCoverage: true }),
    vitestPhase('Light clients', { projects: ['light-clients'] }),
    vitestPhase('Stacks', { projects: ['infra'] }),
    vitestPhase('Conformance of the gateway', { projects: ['gateway-conformance'] }),
    stagePhase,
    vitestPhase('Integration', { projects: ['integration'], environment: againstStage }),
    vitestPhase('Conformance', { projects: ['conformance'], environment: againstStage }),
    vitestPhase('End to end', { projects: ['e2e'], environment: againstStage }),
    stopPhase,
  ],
  console.log,
);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
