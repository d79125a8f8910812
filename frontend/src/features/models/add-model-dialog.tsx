import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { unlistedModel } from '../../../../shared/models/unlisted-model.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import styles from './models.module.css';
import { modelsQuery } from './models-query.ts';
import { OverrideDialog } from './override-dialog.tsx';

/** A model that the catalogue does not know: first what it is called, then what it costs. */
export function AddModelDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [model, setModel] = useState<Model | null>(null);
  if (model) return <OverrideDialog model={model} onClose={onClose} />;
  return <NameDialog initialName={name} onName={setModel} onClose={onClose} />;
}

interface NameDialogProps {
  initialName: string;
  onName: (model: Model) => void;
  onClose: () => void;
}

function NameDialog({ initialName, onName, onClose }: NameDialogProps) {
  const [provider, setProvider] = useState('');
  const [name, setName] = useState(initialName);
  const { data } = useQuery(modelsQuery(useProjectId()));
  const id = `${provider.trim() || 'unknown'}/${name.trim()}`;
  const isListed = data?.items.some((model) => model.id === id) ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [slug = '', ...rest] = id.split('/');
    if (!isListed) onName({ ...unlistedModel(slug, rest.join('/')), hasOverride: false, isAvailable: false });
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form="add-model" variant="primary">
        Continue
      </Button>
    </>
  );
  return (
    <Dialog title="Add a model" onClose={onClose} footer={footer}>
      <form id="add-model" className={styles['form']} onSubmit={submit}>
        <p className={styles['hint']}>Gives a price to calls of a model that the catalogue does not know.</p>
        <TextField
          label="Model"
          required
          placeholder="llama3"
          hint="As spans and requests name it."
          value={name}
          error={isListed ? `${id} is listed already: open it to override its price.` : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Provider"
          placeholder="unknown"
          pattern="[a-z0-9._\-]+"
          title="Small letters, digits, dots and dashes, such as ollama"
          hint="As spans name it, or the provider’s id here. Empty for spans that name none."
          value={provider}
          onChange={(event) => setProvider(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
