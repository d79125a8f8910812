import { GitCompareArrows } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { IconButton } from '../../../ui/button.tsx';
import { useViewerSearch } from './use-selected-span.ts';

const CompareDialog = lazy(async () => ({ default: (await import('./compare/compare-dialog.tsx')).CompareDialog }));

/** Puts the trace beside another one. */
export function CompareButton({ trace }: { trace: TraceSummary | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const [, show] = useViewerSearch();
  const pick = (compare: string) => {
    setIsOpen(false);
    show({ compare, span: undefined });
  };
  return (
    <>
      <IconButton label="Compare with another trace" size="small" disabled={!trace} onClick={() => setIsOpen(true)}>
        <GitCompareArrows aria-hidden="true" size={16} />
      </IconButton>
      {isOpen && trace ? (
        <Suspense fallback={null}>
          <CompareDialog trace={trace} onPick={pick} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
