import type { Dimension } from './rollup-keys.ts';
import { otherValue, pairedValue } from './rollup-values.ts';
import type { Contribution } from './trace-contributions.ts';

/**
 * The value under which a dimension counts a contribution; null where it does not apply. Spans without a key or environment count
 * as those of the empty name; the newer dimensions count only what has a value, calls of models and whole traces, so that what
 * does not use them costs nothing.
 */
export function dimensionValue(contribution: Contribution, dimension: Dimension): string | null {
  const isTrace = contribution.name !== undefined;
  const isCounted = isTrace || contribution.model !== null;
  switch (dimension) {
    case 'all':
      return '';
    case 'model':
      return contribution.model;
    case 'provider':
      return contribution.provider;
    case 'key':
      // A trace may hold spans of several keys.
      return isTrace ? null : (contribution.key ?? '');
    case 'environment':
      return contribution.environment ?? '';
    case 'name':
      return contribution.name ?? null;
    case 'release':
      return isCounted ? paired(contribution.release, contribution) : null;
    case 'prompt':
      return isTrace ? null : paired(contribution.prompt, contribution);
    case 'region':
    case 'service':
      return isCounted ? present(contribution[dimension]) : null;
  }
}

function present(value: string | null | undefined): string | null {
  return value == null || value === '' ? null : value;
}

function paired(group: string | null | undefined, { model, name }: Contribution): string | null {
  if (group == null || group === '') return null;
  return group === otherValue ? otherValue : pairedValue({ group, model, name: name ?? null });
}
