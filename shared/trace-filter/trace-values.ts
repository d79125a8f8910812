import type { TraceSummary } from '../contract/span.ts';
import type { NumberField, TextField } from './fields.ts';
import type { Presence, Trait } from './filter.ts';

/**
 * What a filter looks at. `routes` are the names that calls went by and that are no models; live events do not carry
 * them. Any other field may be missing where the filter does not ask for it.
 */
export type FilterableTrace = Partial<TraceSummary> & { routes?: readonly string[] };

type Values = (trace: FilterableTrace) => readonly (string | null | undefined)[];

/** The values that `field:value` looks at. */
export const valuesOfField: Record<TextField, Values> = {
  // `model:gpt-5*` finds `openai/gpt-5-mini` too.
  model: (trace) => [...(trace.models ?? []).flatMap(withoutPrefixes), ...(trace.routes ?? [])],
  provider: (trace) => trace.providers ?? [],
  status: (trace) => [trace.status],
  type: (trace) => trace.types ?? [],
  name: (trace) => [trace.name],
  service: (trace) => [trace.service],
  environment: (trace) => [trace.environment],
  release: (trace) => [trace.release],
  session: (trace) => [trace.sessionId],
  user: (trace) => [trace.userId],
  key: (trace) => trace.keyIds ?? [],
  tag: (trace) => trace.tags ?? [],
  // `prompt:support` finds every version.
  prompt: (trace) => (trace.prompts ?? []).flatMap((prompt) => [prompt, prompt.replace(/@[^@]*$/, '')]),
  error: (trace) => trace.errorTypes ?? [],
  trace: (trace) => [trace.traceId],
};

/** The values that `field=value` looks at: those that are stored. */
export const exactValuesOfField: Record<TextField, Values> = {
  ...valuesOfField,
  model: (trace) => [...(trace.models ?? []), ...(trace.routes ?? [])],
  prompt: (trace) => trace.prompts ?? [],
};

function withoutPrefixes(model: string): string[] {
  const parts = model.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}

export const numberOfField: Record<NumberField, (trace: FilterableTrace) => number | null | undefined> = {
  cost: (trace) => trace.costNanoUsd,
  tokens: (trace) => trace.totalTokens,
  input: (trace) => trace.inputTokens,
  output: (trace) => trace.outputTokens,
  latency: (trace) => trace.durationMs,
  ttft: (trace) => trace.timeToFirstTokenMs,
  spans: (trace) => trace.spanCount,
  errors: (trace) => trace.errorCount,
};

const isPresent = (value: unknown): boolean => value !== null && value !== undefined;
const isFilled = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;

export const presenceIn: Record<Presence, (trace: FilterableTrace) => boolean> = {
  session: (trace) => isPresent(trace.sessionId),
  user: (trace) => isPresent(trace.userId),
  score: (trace) => Object.keys(trace.scores ?? {}).length > 0,
  error: (trace) => (trace.errorCount ?? 0) > 0,
  tag: (trace) => isFilled(trace.tags),
  prompt: (trace) => isFilled(trace.prompts),
  metadata: (trace) => isFilled(trace.metadata),
  key: (trace) => isFilled(trace.keyIds),
  model: (trace) => isFilled(trace.models),
  name: (trace) => (trace.name ?? '') !== '',
  environment: (trace) => isPresent(trace.environment),
  release: (trace) => isPresent(trace.release),
  service: (trace) => isPresent(trace.service),
  cost: (trace) => isPresent(trace.costNanoUsd),
  ttft: (trace) => isPresent(trace.timeToFirstTokenMs),
  input: (trace) => isPresent(trace.inputPreview),
  output: (trace) => isPresent(trace.outputPreview),
};

export const traitOf: Record<Trait, (trace: FilterableTrace) => boolean> = {
  simulated: (trace) => trace.isSimulated === true,
  estimated: (trace) => trace.isEstimated === true,
  unpriced: (trace) => (trace.unpricedSpanCount ?? 0) > 0,
};

/** Values of one metadata key; entries are `key=value`, and the key may hold a `=` itself. */
export function metadataValues(trace: FilterableTrace, key: string): string[] {
  const prefix = `${key}=`;
  return (trace.metadata ?? []).filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
}

/** Texts of the summary itself, where full text looks first. */
export function textsOfSummary(trace: FilterableTrace): string[] {
  const single = [
    trace.traceId,
    trace.name,
    trace.service,
    trace.environment,
    trace.release,
    trace.sessionId,
    trace.userId,
    trace.inputPreview,
    trace.outputPreview,
  ];
  const lists = [
    trace.models,
    trace.routes,
    trace.providers,
    trace.tags,
    trace.prompts,
    trace.errorTypes,
    trace.metadata,
  ];
  return [...single.filter((text) => typeof text === 'string'), ...lists.flatMap((list) => list ?? [])];
}
