import { type RouteConfigInput, routeConfigSchema } from '../../../../../shared/contract/route-config.ts';
import type { RouteProblem } from '../../../../../shared/contract/routing.ts';

export interface ConfigReading {
  problems: RouteProblem[];
  /** The configuration as the form can show it; null where its structure is wrong. */
  config: RouteConfigInput | null;
}

/** Issues about a value, not about the structure around it: a form can show what has them. */
const issuesOfValues = new Set(['custom', 'too_small', 'too_big', 'invalid_format', 'not_multiple_of']);

/** What keeps a configuration from being saved, by field: the contract's own rules, so nothing is learnt too late. */
export function readConfig(value: unknown): ConfigReading {
  const { error } = routeConfigSchema.safeParse(value);
  if (error === undefined) return { problems: [], config: value as RouteConfigInput };
  const problems = error.issues.map(
    ({ path, message }): RouteProblem => ({ field: path.map(String).join('.'), message, severity: 'error' }),
  );
  // NaN is what a number field holds while it is being typed; zod says of it that it is no number.
  const isStructural = error.issues.some(
    ({ code, path }) => !issuesOfValues.has(code) && !Number.isNaN(valueAt(value, path)),
  );
  return { problems, config: isStructural ? null : (value as RouteConfigInput) };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** The same for what was typed as JSON. */
export function readConfigText(text: string): ConfigReading {
  try {
    return readConfig(JSON.parse(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it is not JSON';
    return { problems: [{ field: '', message, severity: 'error' }], config: null };
  }
}

export function configText(config: RouteConfigInput): string {
  return JSON.stringify(config, null, 2);
}
