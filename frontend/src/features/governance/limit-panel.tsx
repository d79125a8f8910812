import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ListedLimit } from '../../../../shared/contract/governance.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Time } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { MissingPanel } from '../../ui/missing-panel.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Status } from '../../ui/status.tsx';
import { toast } from '../../ui/toast.tsx';
import { limitsQuery } from './governance-query.ts';
import { limitColumns } from './limit-columns.tsx';
import { LimitCounters } from './limit-counters.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import { absenceOfUse } from './limit-use.ts';
import { useLimitActions } from './use-governance-actions.ts';

const route = getRouteApi('/shell/limits');

export function OpenLimit() {
  const { limit: id } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(limitsQuery(useProjectId()));
  if (id === undefined || !data) return null;
  const limit = data.items.find((each) => each.id === id);
  const close = () => void navigate({ search: { view: 'limits' } });
  if (!limit) return <MissingPanel what="limit" name="limits" onClose={close} />;
  return <LimitPanel key={limit.id} limit={limit} onClose={close} />;
}

function LimitPanel({ limit, onClose }: { limit: ListedLimit; onClose: () => void }) {
  const isAdmin = useCan('admin');
  const { remove } = useLimitActions();
  const [doing, setDoing] = useState<'nothing' | 'edit' | 'delete'>('nothing');
  const done = () => setDoing('nothing');
  const confirm = async () => {
    await remove.mutateAsync(limit.id);
    toast(`Deleted the limit ${limit.name}.`);
    onClose();
  };
  return (
    <SidePanel name="limits" title={limit.name} onClose={onClose}>
      {isAdmin ? (
        <Actions>
          <Button onClick={() => setDoing('edit')}>Edit</Button>
          <Button variant="danger-quiet" onClick={() => setDoing('delete')}>
            Delete
          </Button>
        </Actions>
      ) : null}
      <Details>
        {limitColumns.slice(1).map(({ id, header, cell }) => (
          <Detail key={id} label={header}>
            {cell(limit)}
          </Detail>
        ))}
        <Detail label="State">
          <Status tone={limit.isEnabled ? 'go' : 'caution'}>{limit.isEnabled ? 'in force' : 'not in force'}</Status>
        </Detail>
        <Detail label="Changed">
          <Time at={limit.updatedAt} />
        </Detail>
      </Details>
      {limit.isEnabled ? <LimitCounters limit={limit} /> : <Hint>{absenceOfUse(limit).whole}</Hint>}
      {doing === 'edit' ? <LimitDialog limit={limit} onClose={done} /> : null}
      {doing === 'delete' ? (
        <ConfirmDialog
          title={`Delete the limit ${limit.name}?`}
          confirmLabel="Delete limit"
          onConfirm={confirm}
          onClose={done}
        >
          Calls are no longer held to it.
        </ConfirmDialog>
      ) : null}
    </SidePanel>
  );
}
