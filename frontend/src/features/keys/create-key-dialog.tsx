import { type FormEvent, useState } from 'react';
import type { Scope } from '../../../../shared/contract/access.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { expiryOf, parseModelPatterns } from './key-form.ts';
import { KeyLimits, type KeyLimitsValue } from './key-limits.tsx';
import styles from './keys.module.css';
import { scopeChoices } from './scopes.ts';
import { useKeyActions } from './use-key-actions.ts';

const defaultScopes: readonly Scope[] = ['gateway', 'ingest'];

export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const { create } = useKeyActions();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(defaultScopes);
  const [limits, setLimits] = useState<KeyLimitsValue>({ models: '', expiry: 'never', date: '' });
  const errors = fieldErrors(create.error);
  if (create.data) {
    return (
      <SecretDialog
        title={`Created "${create.data.key.name}"`}
        what="API key"
        secret={create.data.secret}
        onClose={onClose}
      >
        Put it where your application keeps its secrets. It works at once.
      </SecretDialog>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({
      name,
      scopes: [...scopes],
      allowedModels: parseModelPatterns(limits.models),
      expiresAt: expiryOf(limits.expiry, limits.date, Date.now()),
    });
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        type="submit"
        form="create-key"
        variant="primary"
        isBusy={create.isPending}
        disabled={scopes.length === 0}
      >
        Create key
      </Button>
    </>
  );
  return (
    <Dialog title="Create an API key" onClose={onClose} footer={footer}>
      <form id="create-key" className={styles['form']} onSubmit={submit}>
        <TextField
          label="Name"
          hint="Where it is used: an application, a server, a person."
          required
          maxLength={80}
          value={name}
          error={errors['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <ScopeChoice value={scopes} onChange={setScopes} />
        <KeyLimits value={limits} onChange={setLimits} errors={errors} />
      </form>
      <FormError error={create.error} />
    </Dialog>
  );
}

function ScopeChoice({ value, onChange }: { value: readonly Scope[]; onChange: (next: readonly Scope[]) => void }) {
  return (
    <fieldset className={styles['scopes']}>
      <legend>Scopes</legend>
      {scopeChoices.map(({ id, label, hint }) => (
        <Checkbox
          key={id}
          label={<code>{label}</code>}
          hint={hint}
          checked={value.includes(id)}
          onChange={(event) => onChange(event.target.checked ? [...value, id] : value.filter((scope) => scope !== id))}
        />
      ))}
      {value.length === 0 ? <p className={styles['error']}>Choose at least one scope.</p> : null}
    </fieldset>
  );
}
