import type { Span } from '../../../../shared/contract/span.ts';

/** A failed attempt of a call that another attempt made good: worth knowing, and no failure of the call. */
export function isMadeGood({ model }: Span): boolean {
  return model?.isSuperseded === true;
}
