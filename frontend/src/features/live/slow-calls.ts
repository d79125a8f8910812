/** Durations in milliseconds of the last calls to each model, oldest first. */
export type Durations = ReadonlyMap<string, readonly number[]>;

const keptCalls = 100;
/** With fewer, one in twenty means nothing. */
const fewestCalls = 20;
const maxModels = 200;

export function addDuration(durations: Durations, model: string, ms: number): Durations {
  const next = new Map(durations);
  const known = next.get(model) ?? [];
  next.delete(model);
  next.set(model, [...known.slice(-(keptCalls - 1)), ms]);
  const [oldest] = next.keys();
  if (next.size > maxModels && oldest !== undefined) next.delete(oldest);
  return next;
}

/** Where calls all take about as long, the longest of them is not slow: half as long again as usual is. */
const leastExcess = 1.5;

/** Lists never change, they are replaced: so each is sorted once, however many running calls are held against it. */
const thresholds = new WeakMap<readonly number[], number>();

/** Longer than 19 of 20 of the last calls to the model, and than usual; null where there were too few of them. */
export function slowAfter(durations: Durations, model: string): number | null {
  const known = durations.get(model);
  if (known === undefined || known.length < fewestCalls) return null;
  const threshold = thresholds.get(known) ?? thresholdOf(known);
  thresholds.set(known, threshold);
  return threshold;
}

function thresholdOf(known: readonly number[]): number {
  const sorted = known.toSorted((a, b) => a - b);
  const at = (fraction: number) => sorted[Math.ceil(sorted.length * fraction) - 1] ?? 0;
  return Math.max(at(0.95), at(0.5) * leastExcess);
}
