import type { ListedLimit } from '../../../../shared/contract/governance.ts';
import { Count } from '../../ui/figure.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { absenceOfUse, boundUse, fullestUse, type LimitMeasure } from './limit-use.ts';

/** How much of a limit is used now, of what is nearest to its end. */
export function LimitShare({ limit }: { limit: ListedLimit }) {
  const use = fullestUse(limit);
  if (use === null) {
    const { short, whole } = absenceOfUse(limit);
    return <span data-tip={whole}>{short}</span>;
  }
  return <ShareBar part={use.part} tone={use.tone} tip={use.text} />;
}

/** `270 of 600`, or the bound alone where nobody can tell what is used. */
export function LimitBound({ limit, measure }: { limit: ListedLimit; measure: LimitMeasure }) {
  const use = boundUse(limit, measure);
  if (use === null) return <span data-tip="No limit">—</span>;
  if (use.used === null) return <Count value={use.bound} />;
  return (
    <>
      <Count value={use.used} /> of <Count value={use.bound} />
    </>
  );
}
