import { useState } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useModelActions } from './use-model-actions.ts';

export function RemoveOverrideButton({ model }: { model: Model }) {
  const { removeOverride } = useModelActions();
  const [isAsking, setIsAsking] = useState(false);
  const remove = async () => {
    await removeOverride.mutateAsync(model.id);
    toast(`Removed the override of ${model.id}.`);
  };
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Remove override</Button>
      {isAsking ? (
        <ConfirmDialog
          title={`Remove the override of ${model.id}?`}
          confirmLabel="Remove override"
          onConfirm={remove}
          onClose={() => setIsAsking(false)}
        >
          The catalogue’s name, limits and prices apply again from the next call.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
