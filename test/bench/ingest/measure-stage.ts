import { median } from '../median.ts';

export interface Measured<T = unknown> {
  /** Processor time of this process, milliseconds: the median of the rounds. */
  cpuMs: number;
  result: T;
}

/** Runs a stage several times after one that warms it up. Processor time does not depend on who else uses the machine. */
export async function measureStage<T>(rounds: number, run: (round: number) => Promise<T>): Promise<Measured<T>> {
  let result = rounds > 1 ? await run(-1) : null;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    result = await run(round);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return { cpuMs: median(times), result: result as T };
}
