import { type FormEvent, useState } from 'react';
import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { toast } from '../../ui/toast.tsx';
import { dateFieldOf, expiryOf, parseModelPatterns } from './key-form.ts';
import { KeyLimits, type KeyLimitsValue } from './key-limits.tsx';
import styles from './keys.module.css';
import { useKeyActions } from './use-key-actions.ts';

/** Changes name, models and expiry. Scopes stay: a key that may do more is another key. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { update } = useKeyActions();
  const [name, setName] = useState(apiKey.name);
  const [limits, setLimits] = useState<KeyLimitsValue>({
    models: (apiKey.allowedModels ?? []).join('\n'),
    expiry: apiKey.expiresAt === null ? 'never' : 'custom',
    date: apiKey.expiresAt === null ? '' : dateFieldOf(apiKey.expiresAt),
  });
  const { allowedModels, expiresAt } = apiKey;
  const before = { keyId: apiKey.id, name: apiKey.name, allowedModels, expiresAt };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      name,
      allowedModels: parseModelPatterns(limits.models),
      expiresAt: expiryOf(limits.expiry, limits.date, Date.now()),
    };
    await update.mutateAsync({ keyId: apiKey.id, ...body });
    onClose();
    toast(`Saved "${name}".`, { undo: () => update.mutate(before) });
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="edit-key" variant="primary" isBusy={update.isPending}>
        Save key
      </Button>
    </>
  );
  return (
    <Dialog title={`Edit "${apiKey.name}"`} onClose={onClose} footer={footer}>
      <form id="edit-key" className={styles['form']} onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          error={fieldErrors(update.error)['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <KeyLimits value={limits} onChange={setLimits} errors={fieldErrors(update.error)} />
      </form>
      <FormError error={update.error} />
    </Dialog>
  );
}
