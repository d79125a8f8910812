import { useState } from 'react';
import type { RouteVersion } from '../../../../../shared/contract/routing.ts';
import { useCan } from '../../../lib/use-me.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DiffView } from '../../../ui/diff-view.tsx';
import { Part } from '../../../ui/part.tsx';
import { toast } from '../../../ui/toast.tsx';
import { configText } from '../editor/find-problems.ts';
import { useRoutingActions } from '../use-routing-actions.ts';

export interface VersionDiffProps {
  old: RouteVersion;
  current: RouteVersion;
  onRestored: () => void;
}

/** What changed since a version, and the way back to it. */
export function VersionDiff({ old, current, onRestored }: VersionDiffProps) {
  const { restore } = useRoutingActions();
  const canEdit = useCan('editor');
  const [isAsking, setIsAsking] = useState(false);
  const { name } = current;
  const confirm = async () => {
    const made = await restore.mutateAsync({ name, version: old.version, expectedVersion: current.version });
    toast(`Version ${old.version} of ${name} decides again, as version ${made.version}.`);
    onRestored();
  };
  const action = canEdit ? <Button onClick={() => setIsAsking(true)}>Restore version {old.version}</Button> : null;
  const label = `Version ${old.version} against ${current.version}`;
  return (
    <Part
      title={label}
      hint={`What was only in version ${old.version} is removed, what came since is added.`}
      action={action}
    >
      <DiffView label={label} before={configText(old.config)} after={configText(current.config)} />
      {isAsking ? (
        <ConfirmDialog
          title={`Restore version ${old.version} of ${name}?`}
          confirmLabel="Restore version"
          tone="primary"
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          It becomes a new version, which decides from the next call. Version {current.version} stays in the list.
        </ConfirmDialog>
      ) : null}
    </Part>
  );
}
