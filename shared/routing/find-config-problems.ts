import type { RouteConfig, RouteRule } from '../contract/route-config.ts';
import { type ConfigProblem, findDuplicates } from './config-problem.ts';
import { findConditionProblems } from './find-condition-problems.ts';
import { findStrategyProblems } from './find-strategy-problems.ts';

/** What a configuration says that cannot be meant, beyond the shape of its fields. Empty if it is sound. */
export function findConfigProblems(config: RouteConfig): ConfigProblem[] {
  const { targets, rules } = config;
  return [
    ...findDuplicates(
      targets.map(({ id }) => id),
      (index) => ['targets', index, 'id'],
    ),
    ...findDuplicates(
      rules.map(({ name }) => name),
      (index) => ['rules', index, 'name'],
    ),
    ...rules.flatMap((rule, index) => findRuleProblems(rule, index, targets)),
    ...findOrderProblems(rules),
    ...findTimingProblems(config),
  ];
}

function findRuleProblems({ when, use }: RouteRule, index: number, targets: RouteConfig['targets']): ConfigProblem[] {
  return [
    ...(when === undefined ? [] : findConditionProblems(when, ['rules', index, 'when'])),
    ...findStrategyProblems(use, targets, ['rules', index, 'use']),
  ];
}

/** A call must always come to a rule, and every rule must be one that a call can come to. */
function findOrderProblems(rules: readonly RouteRule[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const [index, { when }] of rules.entries()) {
    const earlier = rules.slice(0, index).find((rule) => rule.when === undefined || isSame(rule.when, when));
    if (earlier === undefined) continue;
    const reason = earlier.when === undefined ? 'holds always' : 'has the same condition';
    const message = `no call comes this far: rule "${earlier.name}" before it ${reason}; move or remove one`;
    problems.push({ path: ['rules', index], message });
  }
  if (rules.at(-1)?.when !== undefined) {
    const message = 'the last rule takes what is left: leave out its condition, or add a rule without one';
    problems.push({ path: ['rules', rules.length - 1, 'when'], message });
  }
  return problems;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function findTimingProblems({ retries, timeouts, targets }: RouteConfig): ConfigProblem[] {
  const problems = findTimeoutProblems(timeouts, ['timeouts']);
  for (const [index, target] of targets.entries()) {
    problems.push(...findTimeoutProblems(target.timeouts, ['targets', index, 'timeouts']));
  }
  if (retries.baseDelayMs > retries.maxDelayMs) {
    const message = `the first wait is longer than the longest, ${retries.maxDelayMs} ms; make it that or less`;
    problems.push({ path: ['retries', 'baseDelayMs'], message });
  }
  return problems;
}

function findTimeoutProblems(timeouts: RouteConfig['timeouts'], path: (string | number)[]): ConfigProblem[] {
  const { totalMs, ...parts } = timeouts;
  if (totalMs === undefined) return [];
  return Object.entries(parts).flatMap(([name, value]) =>
    value !== undefined && value > totalMs
      ? [{ path: [...path, name], message: `longer than \`totalMs\`, ${totalMs} ms; make it that or less` }]
      : [],
  );
}
