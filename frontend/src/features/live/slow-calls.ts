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

/** Longer than 19 of 20 of the last calls to the model, or null where there were too few of them. */
export function slowAfter(durations: Durations, model: string): number | null {
  const known = durations.get(model);
  if (known === undefined || known.length < fewestCalls) return null;
  const sorted = known.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
}
