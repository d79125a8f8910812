/** A fault that the person at the terminal can fix; its message says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command to its end: a `CommandError` is one line, anything else keeps its stack. */
export async function runCommandLine(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`  ✗ ${error instanceof CommandError ? error.message : describe(error)}\n`);
    process.exitCode = 1;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
