import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import type { Strategy } from '../../../../../shared/contract/route-strategy.ts';

/** A route to start from: one model, always. */
export function newConfig(model: string): RouteConfigInput {
  return {
    description: '',
    targets: [{ id: 'main', model, weight: 1 }],
    rules: [{ name: 'always', use: { kind: 'fallback', targets: ['main'] } }],
  };
}

/** `base`, or with the first number that nobody has: `target-2`. */
export function freeName(base: string, taken: readonly string[]): string {
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A strategy of another kind over the same targets. */
export function withKind(kind: Strategy['kind'], targets: string[]): Strategy {
  if (kind === 'sticky') return { kind, targets, by: ['session', 'user'] };
  if (kind !== 'experiment') return { kind, targets };
  const [a = '', b = a] = targets;
  return {
    kind,
    unit: 'session',
    salt: 'one',
    arms: [
      { name: 'a', share: 50, targets: [a] },
      { name: 'b', share: 50, targets: [b] },
    ],
  };
}

/** The targets that a strategy names, each once, in its order. */
export function targetsOf(use: RouteConfigInput['rules'][number]['use']): string[] {
  return [...new Set(use.kind === 'experiment' ? use.arms.flatMap((arm) => arm.targets) : use.targets)];
}
