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

/** Of what has changed since the last time, and of what depends on it; `npm test` looks at everything. */
function checkTypes(project: string) {
  const seen = `node_modules/.cache/signalbox/${project.replace('/', '-')}.tsbuildinfo`;
  return ['tsc', '-p', project, '--incremental', '--tsBuildInfoFile', seen] as const;
}

const totals = await runPhases(
  [
    programPhase('Lint and format', ['biome', 'check', '.']),
    programPhase('Types', checkTypes('tsconfig.json'), checkTypes('frontend/tsconfig.json')),
    vitestPhase('Unit tests', { projects: ['unit', 'frontend'] }),
  ],
  console.log,
);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
