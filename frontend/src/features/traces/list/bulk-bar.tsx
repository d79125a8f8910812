import { CheckCheck, Tags, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { maxExportedIds } from '../../../../../shared/contract/trace-queries.ts';
import { useCan } from '../../../lib/use-me.ts';
import { Button } from '../../../ui/button.tsx';
import { useIsNarrow } from '../../../ui/use-media.ts';
import type { TraceList } from '../use-traces.ts';
import { ExportMenu } from './export-menu.tsx';
import styles from './list-tools.module.css';
import { selectedWords } from './selection.ts';
import type { RowSelection } from './use-selection.ts';

const DeleteTracesDialog = lazy(async () => ({
  default: (await import('./delete-traces-dialog.tsx')).DeleteTracesDialog,
}));
const TagDialog = lazy(async () => ({ default: (await import('./tag-dialog.tsx')).TagDialog }));

export interface BulkBarProps {
  selection: RowSelection;
  list: TraceList;
}

/** What can be done with the chosen traces, under the list. */
export function BulkBar({ selection, list }: BulkBarProps) {
  const [dialog, setDialog] = useState<'tag' | 'delete' | null>(null);
  const [canTag, canDelete] = [useCan('editor'), useCan('admin')];
  const isNarrow = useIsNarrow();
  const { ids, clear } = selection;
  if (ids.size === 0) return null;
  const chosen = (list.traces ?? []).filter(({ traceId }) => ids.has(traceId));
  const isAll = ids.size === list.traces?.length;
  const isTooMany = ids.size > maxExportedIds;
  return (
    <section className={styles['bulk']} aria-label="Selected traces">
      <span className={styles['bulkCount']} role="status">
        {selectedWords(ids.size, list.hasNextPage && isAll)}
      </span>
      {/* Cards have no head with a box for all. */}
      {isNarrow && !isAll ? (
        <Button size="small" icon={<CheckCheck aria-hidden="true" />} onClick={selection.toggleAll}>
          Select all loaded
        </Button>
      ) : null}
      {canTag ? (
        <Button size="small" icon={<Tags aria-hidden="true" />} onClick={() => setDialog('tag')}>
          Tag
        </Button>
      ) : null}
      <ExportMenu
        label="Export selected"
        isDisabled={isTooMany}
        {...(isTooMany ? { tip: `At most ${maxExportedIds} by choice; the whole list can be exported above.` } : {})}
        request={() => ({ which: { ids: [...ids] } })}
      />
      {canDelete ? (
        <Button
          size="small"
          variant="danger-quiet"
          icon={<Trash2 aria-hidden="true" />}
          onClick={() => setDialog('delete')}
        >
          Delete
        </Button>
      ) : null}
      <Button size="small" variant="quiet" icon={<X aria-hidden="true" />} onClick={clear}>
        Clear selection
      </Button>
      <Suspense>
        {dialog === 'tag' ? <TagDialog traces={chosen} onChange={list.change} onClose={() => setDialog(null)} /> : null}
        {dialog === 'delete' ? (
          <DeleteTracesDialog
            traces={chosen satisfies TraceSummary[]}
            onDeleted={list.remove}
            onClose={() => setDialog(null)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}
