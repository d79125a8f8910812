import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { plainPreview } from '../../../lib/plain-preview.ts';
import { Badge, SimulatedBadge } from '../../../ui/status.tsx';
import styles from '../trace-table.module.css';

/** The name of a trace with what must be said of its numbers. The row's link covers it. */
export function TraceTitle({ trace }: { trace: TraceSummary }) {
  return (
    <div className={styles['title']}>
      <span className={styles['named']}>
        <span className={styles['nameText']}>{trace.name}</span>
        {trace.isSimulated ? <SimulatedBadge /> : null}
        {trace.isEstimated ? <Badge tip="Some token counts are estimates.">estimated</Badge> : null}
      </span>
      {trace.inputPreview === null ? null : (
        <span className={styles['inputText']}>{plainPreview(trace.inputPreview)}</span>
      )}
    </div>
  );
}
