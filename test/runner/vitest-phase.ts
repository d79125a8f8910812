import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Phase, PhaseResult } from './phase.ts';
import { runProgram } from './run-program.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  numTotalTests: z.int(),
});

interface VitestOptions {
  projects: readonly string[];
  hasCoverage?: boolean;
  environment?: () => Record<string, string>;
}

/** A phase of vitest projects; it counts their tests. */
export function vitestPhase(name: string, options: VitestOptions): Phase {
  return { name, run: () => runVitest(options) };
}

async function runVitest({ projects, hasCoverage = false, environment }: VitestOptions): Promise<PhaseResult> {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-tests-'));
  const reportFile = join(directory, 'report.json');
  const args = [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...(hasCoverage ? ['--coverage'] : []),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ];
  const { code, output } = await runProgram('vitest', args, environment?.());
  const report = await readReport(reportFile);
  await rm(directory, { recursive: true, force: true });
  return toResult(code, output, report);
}

async function readReport(file: string): Promise<z.output<typeof reportSchema> | null> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A run that ends badly without a failed test (coverage, a broken file, no test at all) still counts as a failure. */
function toResult(code: number, output: string, report: z.output<typeof reportSchema> | null): PhaseResult {
  const passed = report?.numPassedTests ?? 0;
  const failedTests = report?.numFailedTests ?? 0;
  const isBroken = code !== 0 || report === null || report.numTotalTests === 0;
  const failed = isBroken ? Math.max(1, failedTests) : failedTests;
  return { passed, failed, report: failed > 0 ? output.trim() : coverageOf(output) };
}

/** The four lines of vitest's coverage summary, where there is one. */
function coverageOf(output: string): string {
  return output
    .split('\n')
    .filter((line) => /^(Statements|Branches|Functions|Lines)\s+:/.test(line))
    .join('\n');
}
