import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCacheActions } from './use-governance-actions.ts';

/** Asks before cached answers are forgotten; null is all of them. */
export function ClearCacheDialog({ namespace, onClose }: { namespace: string | null; onClose: () => void }) {
  const { clear } = useCacheActions();
  const what = namespace === null ? 'the whole cache' : `the namespace ${namespace}`;
  const confirm = async () => {
    await clear.mutateAsync(namespace);
    toast(`Cleared ${what}.`);
  };
  return (
    <ConfirmDialog title={`Clear ${what}?`} confirmLabel="Clear cache" onConfirm={confirm} onClose={onClose}>
      Its answers are forgotten. The next equal call asks the provider again, and costs.
    </ConfirmDialog>
  );
}
