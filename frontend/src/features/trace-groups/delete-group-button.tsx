import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { createTraceDeletion } from '../../../../shared/contract/trace-deletion.ts';
import { isAmbiguousInSummary } from '../../../../shared/telemetry/summary-texts.ts';
import { api } from '../../lib/api.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Group } from './group.ts';
import { groupWords } from './group-words.ts';

/** Deletes all that is kept of a session or user; for administrators. */
export function DeleteGroupButton({ group }: { group: Group }) {
  const [isAsking, setIsAsking] = useState(false);
  const canDelete = useCan('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const words = groupWords[group.kind];
  if (!canDelete) return null;
  const confirm = async () => {
    const body = group.kind === 'session' ? { sessionId: group.id } : { userId: group.id };
    await api.call(createTraceDeletion, { body });
    await queries.invalidateQueries({ queryKey: ['trace-groups'] });
    toast(`Deleting the ${words.one} and all of its traces.`);
    void navigate({ to: words.path });
  };
  return (
    <>
      <Button variant="danger-quiet" icon={<Trash2 aria-hidden="true" />} onClick={() => setIsAsking(true)}>
        Delete
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={`Delete the ${words.one} "${group.id.slice(0, 60)}"?`}
          confirmLabel={`Delete ${words.one}`}
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          All of its traces go for good ({howMany(group)}), with their spans, scores, tags, inputs and outputs, also
          from the archive of what was received. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Sums of a long id hold those of all whose ids begin with the same; only traces with exactly this one are deleted. */
function howMany({ id, traceCount, isComplete }: Group): string {
  const count = formatCount(traceCount).exact;
  if (isAmbiguousInSummary(id)) return isComplete ? `at most ${count}` : 'those with exactly this id';
  return isComplete ? count : `at least ${count}`;
}
