import { useState } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { createTraceDeletion, maxDeletedTraces } from '../../../../../shared/contract/trace-deletion.ts';
import { api } from '../../../lib/api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';
import { inBatches } from './in-batches.ts';

export interface DeleteTracesDialogProps {
  traces: readonly TraceSummary[];
  onDeleted: (ids: ReadonlySet<string>) => void;
  onClose: () => void;
}

const countWords = (count: number) => (count === 1 ? '1 trace' : `${count} traces`);

/** Names how many go, and that they do not come back; of more than one request takes, how many have gone. */
export function DeleteTracesDialog({ traces, onDeleted, onClose }: DeleteTracesDialogProps) {
  const spans = traces.reduce((sum, { spanCount }) => sum + spanCount, 0);
  const [progress, setProgress] = useState<string | null>(null);
  const confirm = async () => {
    let deleted = 0;
    for (const batch of inBatches(traces, maxDeletedTraces)) {
      const traceIds = batch.map(({ traceId }) => traceId);
      await api.call(createTraceDeletion, { body: { traceIds } });
      deleted += batch.length;
      if (traces.length > maxDeletedTraces) setProgress(`${deleted} of ${countWords(traces.length)} deleted.`);
      onDeleted(new Set(traceIds));
    }
    toast(`Deleting ${countWords(traces.length)}.`);
  };
  return (
    <ConfirmDialog
      title={`Delete ${countWords(traces.length)}?`}
      confirmLabel={`Delete ${countWords(traces.length)}`}
      onConfirm={confirm}
      onClose={onClose}
    >
      Their {new Intl.NumberFormat('en').format(spans)} spans, scores, tags, inputs and outputs go for good, also from
      the archive of what was received. Counts and costs in charts stay. This cannot be undone.
      <div role="status">{progress}</div>
    </ConfirmDialog>
  );
}
