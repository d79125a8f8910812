import { exitAfterHelp } from '../infra/cli/command-usage.ts';
import { programPhase } from '../test/runner/program-phase.ts';
import { runPhases } from '../test/runner/run-phases.ts';
import { vitestPhase } from '../test/runner/vitest-phase.ts';

/** `npm run check`: what to run before each commit. */
exitAfterHelp({
  command: 'npm run check',
  about: 'Lint, format, types and unit tests: before each commit.',
  flags: {},
});
const totals = await runPhases(
  [
    programPhase('Lint and format', ['biome', 'check', '.']),
    programPhase('Types', ['tsc', '-p', 'tsconfig.json'], ['tsc', '-p', 'frontend/tsconfig.json']),
    vitestPhase('Unit tests', { projects: ['unit', 'frontend'] }),
  ],
  console.log,
);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
