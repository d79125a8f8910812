import { type MouseEvent, useContext } from 'react';
import styles from './live.module.css';
import { TraceLinksContext } from './live-contexts.ts';

/**
 * Leads from a row to its trace. A plain link: the router's own takes longer to make than all other cells of its row, and
 * a busy list makes seventy a second.
 */
export function TraceLink({ traceId, children }: { traceId: string; children: string }) {
  const { hrefOf, open } = useContext(TraceLinksContext);
  const onClick = (event: MouseEvent) => {
    // Another tab or window is the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(traceId);
  };
  return (
    <a href={hrefOf(traceId)} className={styles['link']} onClick={onClick}>
      {children}
    </a>
  );
}
