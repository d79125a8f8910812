import type { Span } from '../contract/span.ts';

/** An attempt that another one made good is no error of its trace. */
export function countsAsError({ status, model }: Pick<Span, 'status' | 'model'>): boolean {
  return status === 'error' && model?.isSuperseded !== true;
}
