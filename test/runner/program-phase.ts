import type { Phase } from './phase.ts';
import { runProgram } from './run-program.ts';

type Command = readonly [program: string, ...args: string[]];

/** A phase of programs that must all end well; it counts as one check. */
export function programPhase(name: string, ...commands: readonly Command[]): Phase {
  return {
    name,
    async run() {
      const results = await Promise.all(commands.map(([program, ...args]) => runProgram(program, args)));
      const failures = results.filter(({ code }) => code !== 0);
      return {
        passed: failures.length === 0 ? 1 : 0,
        failed: failures.length === 0 ? 0 : 1,
        report: failures.map(({ output }) => output.trim()).join('\n'),
      };
    },
  };
}
