import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';

type Use = RouteConfigInput['rules'][number]['use'];

/** Gives a target another id, and so everywhere it is named. A name that another target has too is left to it. */
export function renameTarget(config: RouteConfigInput, index: number, id: string): RouteConfigInput {
  const target = config.targets[index];
  if (target === undefined) return config;
  const targets = config.targets.with(index, { ...target, id });
  const isShared = config.targets.some((each, at) => at !== index && each.id === target.id);
  if (isShared) return { ...config, targets };
  const rename = (names: string[]) => names.map((name) => (name === target.id ? id : name));
  return { ...config, targets, rules: config.rules.map((rule) => ({ ...rule, use: renameIn(rule.use, rename) })) };
}

function renameIn(use: Use, rename: (names: string[]) => string[]): Use {
  if (use.kind !== 'experiment') return { ...use, targets: rename(use.targets) };
  return { ...use, arms: use.arms.map((arm) => ({ ...arm, targets: rename(arm.targets) })) };
}
