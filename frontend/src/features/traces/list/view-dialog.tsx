import { useState } from 'react';
import type { SavedView } from '../../../../../shared/contract/saved-views.ts';
import { useCan } from '../../../lib/use-me.ts';
import { Checkbox, TextField } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import type { ListState } from './use-list-settings.ts';
import { useViewActions } from './views-query.ts';

export interface ViewDialogProps {
  list: ListState;
  /** The view to rename; null saves what the list shows as a new one. */
  view: SavedView | null;
  onClose: () => void;
}

export function ViewDialog({ list, view, onClose }: ViewDialogProps) {
  const { create, update } = useViewActions();
  const canShare = useCan('editor');
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setIsShared] = useState(false);
  const { q, range, columns } = list.settings;
  const visibility = isShared ? 'shared' : 'private';
  const onSuccess = ({ id }: SavedView) => {
    onClose();
    if (view === null) list.openView(id);
  };
  const save = () => {
    if (view !== null) return update.mutate({ view, name: name.trim() }, { onSuccess });
    const settings = { query: q, range, columns: [...columns] };
    create.mutate({ name: name.trim(), page: 'traces', ...settings, visibility }, { onSuccess });
  };
  return (
    <FormDialog
      title={view === null ? 'Save view' : `Rename "${view.name}"`}
      submitLabel={view === null ? 'Save view' : 'Rename view'}
      width="small"
      onClose={onClose}
      onSubmit={save}
      isBusy={create.isPending || update.isPending}
      isDisabled={name.trim() === ''}
      error={create.error ?? update.error}
    >
      <TextField label="Name" value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      {view === null && canShare ? (
        <Checkbox
          label="Share in the project"
          hint="Everyone in the project sees it; editors change it."
          checked={isShared}
          onChange={(event) => setIsShared(event.target.checked)}
        />
      ) : null}
    </FormDialog>
  );
}
