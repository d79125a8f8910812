import { useState } from 'react';
import { readLocal, writeLocal } from '../../../lib/local-value.ts';
import { useIsNarrow } from '../../../ui/use-media.ts';

export interface FacetsShown {
  isShown: boolean;
  setShown: (isShown: boolean) => void;
}

const name = 'traces.facets';

/** Whether the facets are shown, remembered; on small screens they take the list's place, so only when asked. */
export function useFacetsShown(): FacetsShown {
  const isNarrow = useIsNarrow();
  const [isWanted, setWanted] = useState(() => readLocal(name) !== 'hidden');
  const [isAsked, setAsked] = useState(false);
  return {
    isShown: isNarrow ? isAsked : isWanted,
    setShown: (isShown) => {
      setAsked(isShown);
      if (isNarrow) return;
      setWanted(isShown);
      writeLocal(name, isShown ? null : 'hidden');
    },
  };
}
