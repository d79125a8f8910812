import type { RouteTarget } from '../contract/route-config.ts';
import type { Strategy } from '../contract/route-strategy.ts';
import { type ConfigProblem, findDuplicates } from './config-problem.ts';

type Path = (string | number)[];
type Experiment = Extract<Strategy, { kind: 'experiment' }>;

/** Targets that the route does not have, and choices that have nothing to choose from. */
export function findStrategyProblems(use: Strategy, targets: readonly RouteTarget[], path: Path): ConfigProblem[] {
  if (use.kind === 'experiment') return experimentProblems(use, targets, path);
  return [...targetProblems(use.targets, targets, [...path, 'targets']), ...weightProblems(use, targets, path)];
}

function targetProblems(named: readonly string[], targets: readonly RouteTarget[], path: Path): ConfigProblem[] {
  const known = targets.map(({ id }) => id);
  const unknown = named.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [
          {
            path: [...path, index],
            message: `there is no target "${id}"; this route has ${known.map(quote).join(', ')}`,
          },
        ],
  );
  return [...unknown, ...findDuplicates(named, (index) => [...path, index])];
}

function quote(text: string): string {
  return `"${text}"`;
}

function weightProblems(use: Strategy, targets: readonly RouteTarget[], path: Path): ConfigProblem[] {
  if (use.kind !== 'weighted' && use.kind !== 'sticky') return [];
  const named = targets.filter(({ id }) => use.targets.includes(id));
  if (named.length === 0 || named.some(({ weight }) => weight > 0)) return [];
  const message = 'all of these targets have weight 0; give at least one of them more';
  return [{ path: [...path, 'targets'], message }];
}

function experimentProblems({ arms }: Experiment, targets: readonly RouteTarget[], path: Path): ConfigProblem[] {
  const names = arms.map(({ name }) => name);
  const problems = [
    ...findDuplicates(names, (index) => [...path, 'arms', index, 'name']),
    ...arms.flatMap((arm, index) => targetProblems(arm.targets, targets, [...path, 'arms', index, 'targets'])),
  ];
  if (arms.every(({ share }) => share === 0)) {
    const message = 'the shares add up to 0; give at least one arm more';
    problems.push({ path: [...path, 'arms'], message });
  }
  return problems;
}
