import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Asks before a page with unsaved changes is left. Another tab of the same page keeps them. */
export function LeaveGuard({ isUnsaved, what }: { isUnsaved: () => boolean; what: string }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      confirmLabel="Discard changes"
      onConfirm={async () => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      What you changed in {what} is not saved yet.
    </ConfirmDialog>
  );
}
