import type { Phase, PhaseResult } from './phase.ts';

export interface Totals {
  passed: number;
  failed: number;
}

/** Runs phases one after the other, prints a line for each and the report of those that have one, and adds up. */
export async function runPhases(phases: readonly Phase[], print: (text: string) => void): Promise<Totals> {
  const totals: Totals = { passed: 0, failed: 0 };
  for (const phase of phases) {
    const startedAt = performance.now();
    const result = await runPhase(phase);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    totals.passed += result.passed;
    totals.failed += result.failed;
    const mark = result.failed === 0 ? '✓' : '✗';
    print(`  ${mark} ${phase.name} · ${result.passed} passed, ${result.failed} failed (${seconds} s)`);
    if (result.report !== '') print(indent(result.report));
  }
  return totals;
}

async function runPhase(phase: Phase): Promise<PhaseResult> {
  try {
    return await phase.run();
  } catch (error) {
    return { passed: 0, failed: 1, report: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
