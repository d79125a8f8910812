import { noUsage, type Usage } from './usage-counter.ts';

/** What one step used of everything that is paid for. */
export interface StepUsage extends Usage {
  /** Of this process, milliseconds. */
  cpuMs: number;
  invocations: number;
}

export async function measureStep(run: (usage: Usage) => Promise<number>): Promise<StepUsage> {
  const usage = noUsage();
  const before = process.cpuUsage();
  const invocations = await run(usage);
  const { user, system } = process.cpuUsage(before);
  return { ...usage, cpuMs: (user + system) / 1000, invocations };
}

export function scaleStep(step: StepUsage, factor: number): StepUsage {
  return mapStep(step, (amount) => amount * factor);
}

export function sumOfSteps(left: StepUsage, right: StepUsage): StepUsage {
  return mapStep(left, (amount, field) => amount + right[field]);
}

function mapStep(step: StepUsage, map: (amount: number, field: keyof StepUsage) => number): StepUsage {
  const fields = Object.keys(step) as (keyof StepUsage)[];
  return Object.fromEntries(fields.map((field) => [field, map(step[field], field)])) as Record<keyof StepUsage, number>;
}
