import { useState } from 'react';
import type { RouteConfigInput } from '../../../../shared/contract/route-config.ts';
import { configText } from './editor/find-problems.ts';

export interface RouteDraft {
  config: RouteConfigInput;
  /** Differs from what is saved. */
  isChanged: boolean;
  change: (config: RouteConfigInput) => void;
  discard: () => void;
  /** False while something is typed as JSON that is no configuration yet, so that it cannot be saved. */
  isReadable: boolean;
  setReadable: (isReadable: boolean) => void;
}

/** A configuration that is being changed, on top of the saved one. */
export function useRouteDraft(saved: RouteConfigInput): RouteDraft {
  const [draft, setDraft] = useState<RouteConfigInput | null>(null);
  const [isReadable, setReadable] = useState(true);
  const isChanged = draft !== null && configText(draft) !== configText(saved);
  return {
    config: draft ?? saved,
    isChanged,
    change: setDraft,
    discard: () => setDraft(null),
    isReadable,
    setReadable,
  };
}
