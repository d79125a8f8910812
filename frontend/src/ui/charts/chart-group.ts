import { useState } from 'react';
import { createStore, type Store } from '../../lib/create-store.ts';
import type { TimeRange } from './chart-types.ts';

/** What the charts of a page share: where the pointer is, and which range is selected. */
export interface ChartGroup {
  /** Epoch milliseconds; null while no chart is pointed at. */
  crosshair: Store<number | null>;
  selection: Store<TimeRange | null>;
}

export function useChartGroup(): ChartGroup {
  const [group] = useState(() => ({
    crosshair: createStore<number | null>(null),
    selection: createStore<TimeRange | null>(null),
  }));
  return group;
}
