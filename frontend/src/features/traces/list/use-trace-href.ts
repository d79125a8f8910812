import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TracesSearch } from '../traces-search.ts';

const placeholder = '0'.repeat(32);

/** The address of a trace beside this list. Made once for all rows: the router takes longer for a link than a row to draw. */
export function useTraceHref(search: TracesSearch): (traceId: string) => string {
  const router = useRouter();
  return useMemo(() => {
    const { href } = router.buildLocation({ to: '/traces/$traceId', params: { traceId: placeholder }, search });
    return (traceId) => href.replace(placeholder, traceId);
  }, [router, search]);
}
