import type { Member } from '../../../../shared/contract/members.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useMemberActions } from './members-query.ts';

export interface RemoveMemberDialogProps {
  member: Member;
  isSelf: boolean;
  onClose: () => void;
}

export function RemoveMemberDialog({ member, isSelf, onClose }: RemoveMemberDialogProps) {
  const { remove } = useMemberActions();
  const confirm = async () => {
    await remove.mutateAsync(member.id);
    toast(`Removed ${member.email}.`);
  };
  return (
    <ConfirmDialog
      title={isSelf ? 'Leave this project?' : `Remove ${member.email}?`}
      confirmLabel={isSelf ? 'Leave project' : 'Remove member'}
      onConfirm={confirm}
      onClose={onClose}
    >
      {isSelf ? 'You lose' : 'They lose'} access at once. API keys that {isSelf ? 'you' : 'they'} created go on working
      until they are revoked.
    </ConfirmDialog>
  );
}
