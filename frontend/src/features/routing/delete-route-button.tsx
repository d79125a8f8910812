import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { DependentsText } from '../governance/dependents-text.tsx';
import { useRouteDependents } from '../governance/use-dependents.ts';
import { useRoutingActions } from './use-routing-actions.ts';

export function DeleteRouteButton({ name }: { name: string }) {
  const { remove } = useRoutingActions();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const confirm = async () => {
    await remove.mutateAsync(name);
    toast(`Deleted ${name}.`);
    await navigate({ to: '/routes' });
  };
  return (
    <>
      <Button variant="danger-quiet" onClick={() => setIsAsking(true)}>
        Delete
      </Button>
      {isAsking ? <DeleteRouteDialog name={name} onConfirm={confirm} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

interface DeleteRouteDialogProps {
  name: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

function DeleteRouteDialog({ name, ...confirm }: DeleteRouteDialogProps) {
  const dependents = useRouteDependents(name);
  return (
    <ConfirmDialog title={`Delete the route ${name}?`} confirmLabel="Delete route" {...confirm}>
      <DependentsText of={dependents}>
        Calls to <code>{name}</code> are refused from now on. Traces that name it stay.
      </DependentsText>
    </ConfirmDialog>
  );
}
