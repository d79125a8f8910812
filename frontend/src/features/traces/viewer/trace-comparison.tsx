import { lazy, Suspense } from 'react';
import { SkeletonRows } from '../../../ui/states.tsx';
import type { LoadedTrace } from '../use-trace.ts';

const ComparisonView = lazy(async () => ({ default: (await import('./compare/comparison-view.tsx')).ComparisonView }));

export interface TraceComparisonProps {
  /** What is compared: the one that is open. */
  loaded: LoadedTrace;
  /** What it is compared with: the one before. */
  otherId: string;
  layout: 'panel' | 'page';
}

/** The open trace against another one; its code is loaded when somebody compares. */
export function TraceComparison(props: TraceComparisonProps) {
  return (
    <Suspense fallback={<SkeletonRows count={8} label="Loading the comparison" />}>
      <ComparisonView {...props} />
    </Suspense>
  );
}
