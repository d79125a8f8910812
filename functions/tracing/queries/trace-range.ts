import type { TraceSummary } from '../../../shared/contract/span.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { allOf, type Filter } from '../../../shared/trace-filter/filter.ts';
import { describeProblem, parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import { maxAheadMilliseconds } from '../span-times.ts';

/** What a request says about which traces it means. */
export interface RangeInput {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  model?: string | undefined;
  status?: TraceSummary['status'] | undefined;
}

export interface TraceRange {
  filter: Filter;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
}

const defaultRangeMilliseconds = 7 * 86_400_000;

/** Throws a `ValidationError` that says where the filter is wrong and what would be right. */
export function traceRange({ q = '', from, to, model, status }: RangeInput, now: number): TraceRange {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    throw new ValidationError([{ field: 'query.to', message: 'must not be before `from`' }]);
  }
  const parsed = parseFilter(q);
  if (!parsed.isValid) throw new ValidationError([{ field: 'query.q', message: describeProblem(parsed.problem) }]);
  const shorthands: Filter[] = [
    ...(model === undefined ? [] : [{ kind: 'exact', field: 'model', value: model } as const]),
    ...(status === undefined ? [] : [{ kind: 'exact', field: 'status', value: status } as const]),
  ];
  return {
    filter: allOf([parsed.filter, ...shorthands]),
    from: from === undefined ? now - defaultRangeMilliseconds : Date.parse(from),
    // What is accepted shows up, by whatever clock it was dated.
    to: to === undefined ? now + maxAheadMilliseconds + 1 : Date.parse(to),
  };
}
