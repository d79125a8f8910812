import { useState } from 'react';
import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { useKeyActions } from './use-key-actions.ts';

const overlaps = [
  { seconds: 0, label: 'None: it stops at once' },
  { seconds: 3600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 7 * 86_400, label: '7 days' },
] as const;

/** Gives a key a new secret while the old one still works, so that nothing has to stop. */
export function RotateKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { rotate } = useKeyActions();
  const [overlapSeconds, setOverlapSeconds] = useState<number>(86_400);
  if (rotate.data) {
    return (
      <SecretDialog
        title={`New secret of "${apiKey.name}"`}
        what="API key"
        secret={rotate.data.secret}
        onClose={onClose}
      >
        Put it where the old one is used. Both work until the overlap ends.
      </SecretDialog>
    );
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        variant={overlapSeconds === 0 ? 'danger' : 'primary'}
        isBusy={rotate.isPending}
        onClick={() => rotate.mutate({ keyId: apiKey.id, overlapSeconds })}
      >
        Rotate key
      </Button>
    </>
  );
  return (
    <Dialog title={`Rotate "${apiKey.name}"`} onClose={onClose} width="small" footer={footer}>
      <p>The key gets a new secret. Name, scopes and limits stay.</p>
      <SelectField
        label="Overlap"
        hint="How long the old secret goes on working."
        value={overlapSeconds}
        onChange={(event) => setOverlapSeconds(Number(event.target.value))}
      >
        {overlaps.map(({ seconds, label }) => (
          <option key={seconds} value={seconds}>
            {label}
          </option>
        ))}
      </SelectField>
      <FormError error={rotate.error} />
    </Dialog>
  );
}
