import { useState } from 'react';
import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Time } from '../../ui/figure.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toast.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import { Scopes } from './key-columns.tsx';
import { KeyStatus } from './key-status.tsx';
import styles from './keys.module.css';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { useKeyActions } from './use-key-actions.ts';

type Doing = 'nothing' | 'edit' | 'rotate' | 'revoke';

export function KeyPanel({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const canChange = useCan('editor') && apiKey.status === 'active';
  const [doing, setDoing] = useState<Doing>('nothing');
  const done = () => setDoing('nothing');
  return (
    <SidePanel name="keys" title={apiKey.name} onClose={onClose}>
      {canChange ? (
        <div className={styles['actions']}>
          <Button onClick={() => setDoing('edit')}>Edit</Button>
          <Button onClick={() => setDoing('rotate')}>Rotate</Button>
          <Button variant="danger-quiet" onClick={() => setDoing('revoke')}>
            Revoke key
          </Button>
        </div>
      ) : null}
      <KeyDetails apiKey={apiKey} />
      {doing === 'edit' ? <EditKeyDialog apiKey={apiKey} onClose={done} /> : null}
      {doing === 'rotate' ? <RotateKeyDialog apiKey={apiKey} onClose={done} /> : null}
      {doing === 'revoke' ? <RevokeKeyDialog apiKey={apiKey} onClose={done} /> : null}
    </SidePanel>
  );
}

function KeyDetails({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Details>
      <Detail label="Status">
        <KeyStatus apiKey={apiKey} />
      </Detail>
      <Detail label="Key" tip="The secret itself is stored nowhere.">
        <code>{apiKey.prefix}</code>
      </Detail>
      <Detail label="Scopes">
        <Scopes apiKey={apiKey} />
      </Detail>
      <Detail label="Models">
        {apiKey.allowedModels === null ? (
          'Every model of the project'
        ) : (
          <span className={styles['models']}>
            {apiKey.allowedModels.map((model) => (
              <code key={model}>{model}</code>
            ))}
          </span>
        )}
      </Detail>
      <Detail label="Expires">{apiKey.expiresAt === null ? 'Never' : <Time at={apiKey.expiresAt} />}</Detail>
      {apiKey.previousSecretExpiresAt === null ? null : (
        <Detail label="Old secret works">
          until <Time at={apiKey.previousSecretExpiresAt} />
        </Detail>
      )}
      <Detail label="Last use">{apiKey.lastUsedAt === null ? 'Never' : <Time at={apiKey.lastUsedAt} />}</Detail>
      <Detail label="Created">
        <Time at={apiKey.createdAt} /> by {apiKey.createdBy}
      </Detail>
      <Detail label="Id">
        <code>{apiKey.id}</code>
      </Detail>
    </Details>
  );
}

function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { revoke } = useKeyActions();
  const confirm = async () => {
    await revoke.mutateAsync(apiKey.id);
    toast(`Revoked "${apiKey.name}". It stops working within 30 seconds.`);
  };
  return (
    <ConfirmDialog title={`Revoke "${apiKey.name}"?`} confirmLabel="Revoke key" onConfirm={confirm} onClose={onClose}>
      Requests with this key are refused within 30 seconds. This cannot be undone.
      {apiKey.lastUsedAt === null ? ' It has never been used.' : ' It was last used '}
      {apiKey.lastUsedAt === null ? null : <Time at={apiKey.lastUsedAt} />}
    </ConfirmDialog>
  );
}
