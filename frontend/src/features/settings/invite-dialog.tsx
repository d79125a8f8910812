import { type FormEvent, useState } from 'react';
import { type Role, roles } from '../../../../shared/contract/access.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useMemberActions } from './members-query.ts';
import styles from './settings.module.css';

const roleHints: Record<Role, string> = {
  viewer: 'Reads everything but the audit log.',
  editor: 'Also calls models and manages API keys.',
  admin: 'Also manages members, providers, prices and settings.',
};

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { invite } = useMemberActions();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const password = invite.data?.temporaryPassword ?? null;
  if (password !== null) {
    return (
      <SecretDialog title={`Invited ${email}`} what="Temporary password" secret={password} onClose={onClose}>
        This stage sends no e-mail. Give {email} this password; on the first sign-in they choose their own.
      </SecretDialog>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(
      { email: email.trim(), role },
      {
        onSuccess: ({ temporaryPassword }) => {
          if (temporaryPassword !== null) return;
          toast(`Invited ${email}.`);
          onClose();
        },
      },
    );
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="invite" variant="primary" isBusy={invite.isPending}>
        Invite member
      </Button>
    </>
  );
  return (
    <Dialog title="Invite a member" onClose={onClose} width="small" footer={footer}>
      <form id="invite" className={styles['form']} onSubmit={submit}>
        <TextField
          label="E-mail"
          type="email"
          required
          value={email}
          error={fieldErrors(invite.error)['email']}
          onChange={(event) => setEmail(event.target.value)}
        />
        <SelectField
          label="Role"
          hint={roleHints[role]}
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          {roles.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
      </form>
      <FormError error={invite.error} />
    </Dialog>
  );
}
