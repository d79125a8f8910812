import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { simulatedOfTrace } from '../../../lib/figures/simulated.ts';
import { plainPreview } from '../../../lib/plain-preview.ts';
import { SimulatedMark } from '../../../ui/simulated-mark.tsx';
import { Badge } from '../../../ui/status.tsx';
import styles from '../trace-table.module.css';

/** The name of a trace with what must be said of its numbers. The row's link covers it. */
export function TraceTitle({ trace }: { trace: TraceSummary }) {
  return (
    <div className={styles['title']}>
      <span className={styles['named']}>
        <span className={styles['nameText']}>{trace.name}</span>
        <SimulatedMark of={simulatedOfTrace(trace)} />
        {trace.isEstimated ? <Badge tip="Some token counts are estimates.">estimated</Badge> : null}
      </span>
      {trace.inputPreview === null ? null : (
        <span className={styles['inputText']}>{plainPreview(trace.inputPreview)}</span>
      )}
    </div>
  );
}
