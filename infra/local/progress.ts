/** Where the stage says what it does: one line per step. */
export interface Progress {
  /** Runs a step and prints one line with a tick and how long it took. */
  step<T>(name: string, work: (describe: (detail: string) => void) => Promise<T>): Promise<T>;
  line(text: string): void;
}

const isColourful = (stream: NodeJS.WriteStream) => stream.isTTY && process.env['NO_COLOR'] === undefined;

/** Prints to a stream. A step that takes longer than a moment says that it has begun, on a terminal only. */
export function createProgress(stream: NodeJS.WriteStream = process.stdout): Progress {
  const paint = (code: number, text: string) => (isColourful(stream) ? `\x1b[${code}m${text}\x1b[0m` : text);
  const erase = () => stream.isTTY && stream.write('\r\x1b[2K');
  return {
    async step(name, work) {
      const startedAt = performance.now();
      let detail = '';
      if (stream.isTTY) stream.write(`  ${paint(2, '…')} ${name}`);
      try {
        const result = await work((text) => {
          detail = text;
        });
        erase();
        const took = formatDuration(performance.now() - startedAt);
        stream.write(
          `  ${paint(32, '✓')} ${name}${detail === '' ? '' : ` ${paint(2, '·')} ${detail}`} ${paint(2, `(${took})`)}\n`,
        );
        return result;
      } catch (error) {
        erase();
        throw error;
      }
    },
    line: (text) => {
      stream.write(`${text}\n`);
    },
  };
}

export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
