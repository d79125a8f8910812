import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { ProviderKey } from '../../../../shared/contract/provider-keys.ts';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import { RotateProviderKeyDialog } from './rotate-provider-key-dialog.tsx';
import { useProviderKeyActions } from './use-provider-actions.ts';

export interface ProviderKeyMenuProps {
  provider: Provider;
  providerKey: ProviderKey;
  canChange: boolean;
  /** Null for who may not test. */
  onTest: (() => void) | null;
}

/** What can be done with one key. */
export function ProviderKeyMenu({ provider, providerKey, canChange, onTest }: ProviderKeyMenuProps) {
  const [doing, setDoing] = useState<'nothing' | 'edit' | 'rotate' | 'remove'>('nothing');
  const done = () => setDoing('nothing');
  const isActive = providerKey.state === 'active';
  // A provider keeps its last key, which is rotated or goes with the provider.
  const isLast = isActive && provider.credentials.filter(({ state }) => state === 'active').length === 1;
  const items: MenuItem[] = [
    ...(onTest ? [{ id: 'test', label: 'Test', onSelect: onTest }] : []),
    ...(canChange && isActive
      ? [
          { id: 'edit', label: 'Name and weight', onSelect: () => setDoing('edit') },
          { id: 'rotate', label: 'Rotate', onSelect: () => setDoing('rotate') },
        ]
      : []),
    ...(canChange && !isLast
      ? [{ id: 'remove', label: 'Revoke', tone: 'danger' as const, onSelect: () => setDoing('remove') }]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <Menu
        label={`Key ${providerKey.name}`}
        align="end"
        groups={[{ items }]}
        trigger={(props) => (
          <IconButton {...props} label={`Actions for key ${providerKey.name}`} size="small">
            <MoreHorizontal aria-hidden="true" size={16} />
          </IconButton>
        )}
      />
      {doing === 'edit' ? <EditKeyDialog provider={provider} providerKey={providerKey} onClose={done} /> : null}
      {doing === 'rotate' ? (
        <RotateProviderKeyDialog provider={provider} providerKey={providerKey} onClose={done} />
      ) : null}
      {doing === 'remove' ? <RemoveKeyDialog provider={provider} providerKey={providerKey} onClose={done} /> : null}
    </>
  );
}

function RemoveKeyDialog({
  provider,
  providerKey,
  onClose,
}: {
  provider: Provider;
  providerKey: ProviderKey;
  onClose: () => void;
}) {
  const { remove } = useProviderKeyActions(provider.id);
  const confirm = async () => {
    await remove.mutateAsync(providerKey.id);
    toast(`Revoked ${providerKey.name} of ${provider.name}.`);
  };
  return (
    <ConfirmDialog
      title={`Revoke ${providerKey.name} of ${provider.name}?`}
      confirmLabel="Revoke key"
      onConfirm={confirm}
      onClose={onClose}
    >
      The key …{providerKey.hint} is deleted from Signalbox and used no more. It stays valid at the provider until you
      revoke it there.
    </ConfirmDialog>
  );
}
