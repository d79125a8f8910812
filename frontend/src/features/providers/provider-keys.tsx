import { useState } from 'react';
import type { ProviderKey } from '../../../../shared/contract/provider-keys.ts';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { Time } from '../../ui/figure.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Hint } from '../../ui/hint.tsx';
import { Part } from '../../ui/part.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { AddKeyDialog } from './add-key-dialog.tsx';
import { ProviderKeyMenu } from './provider-key-menu.tsx';
import { ProviderTestResult } from './provider-test.tsx';
import { useProviderKeyActions } from './use-provider-actions.ts';

export interface ProviderKeysProps {
  provider: Provider;
  canChange: boolean;
  canTest: boolean;
}

/** The keys of a provider: calls are spread over them by weight, and one that is refused rests for a while. */
export function ProviderKeys({ provider, canChange, canTest }: ProviderKeysProps) {
  const { test } = useProviderKeyActions(provider.id);
  const [isAdding, setIsAdding] = useState(false);
  const keys = provider.credentials;
  const add = canChange ? (
    <Button size="small" onClick={() => setIsAdding(true)}>
      Add key
    </Button>
  ) : null;
  return (
    <Part title="Keys" hint="Calls are spread over the active keys by weight." action={add}>
      {keys.length === 0 ? (
        <Hint>{provider.kind === 'bedrock' ? 'None: it is called by the role of the function.' : 'None.'}</Hint>
      ) : (
        <SmallTable
          label="Keys"
          rows={keys}
          rowKey={({ id }) => id}
          columns={[
            { id: 'name', header: 'Key', cell: (key) => <KeyName providerKey={key} /> },
            { id: 'state', header: 'State', cell: (key) => <KeyState providerKey={key} /> },
            { id: 'weight', header: 'Weight', align: 'end', cell: ({ weight }) => weight },
            {
              id: 'actions',
              header: '',
              align: 'end',
              cell: (key) => (
                <ProviderKeyMenu
                  provider={provider}
                  providerKey={key}
                  canChange={canChange}
                  onTest={canTest ? () => test.mutate(key.id) : null}
                />
              ),
            },
          ]}
        />
      )}
      {test.data ? <ProviderTestResult result={test.data} /> : null}
      <FormError error={test.error} />
      {isAdding ? <AddKeyDialog provider={provider} onClose={() => setIsAdding(false)} /> : null}
    </Part>
  );
}

function KeyName({ providerKey: { name, hint } }: { providerKey: ProviderKey }) {
  return (
    <Actions>
      {name} <code>…{hint}</code>
    </Actions>
  );
}

function KeyState({ providerKey: { state, retiresAt, isAccepted, lastTestedAt } }: { providerKey: ProviderKey }) {
  if (state === 'retiring') {
    return <Status tone="info">retires {retiresAt === null ? 'soon' : <Time at={retiresAt} />}</Status>;
  }
  if (isAccepted === null)
    return (
      <Tooltip text="It has not been tested yet.">
        <Status tone="neutral">active</Status>
      </Tooltip>
    );
  return (
    <Status tone={isAccepted ? 'go' : 'stop'}>
      {isAccepted ? 'accepted' : 'refused'} {lastTestedAt === null ? null : <Time at={lastTestedAt} />}
    </Status>
  );
}
