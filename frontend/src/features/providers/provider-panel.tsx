import { useState } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { useCan } from '../../lib/use-me.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { Time } from '../../ui/figure.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Part } from '../../ui/part.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Banner } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { DependentsText } from '../governance/dependents-text.tsx';
import { useProviderDependents } from '../governance/use-dependents.ts';
import { kindNames } from './connection-form.ts';
import { EditProviderDialog } from './edit-provider-dialog.tsx';
import { CallCount, ErrorRate, failureSource, LastCall, Latencies, latencySource } from './provider-health.tsx';
import { ProviderKeys } from './provider-keys.tsx';
import { ProviderTestResult } from './provider-test.tsx';
import { servedText } from './served-models.ts';
import { useProviderActions } from './use-provider-actions.ts';

type Doing = 'nothing' | 'edit' | 'disconnect';

export function ProviderPanel({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { test } = useProviderActions();
  const isSandbox = provider.kind === 'sandbox';
  const canChange = useCan('admin') && !isSandbox && !provider.isManaged;
  const canTest = useCan('editor');
  const [doing, setDoing] = useState<Doing>('nothing');
  const done = () => setDoing('nothing');
  return (
    <SidePanel name="providers" title={provider.name} onClose={onClose}>
      <Actions>
        {canTest ? (
          <Button isBusy={test.isPending} onClick={() => test.mutate(provider.id)}>
            Test connection
          </Button>
        ) : null}
        {canChange ? (
          <>
            <Button onClick={() => setDoing('edit')}>Edit</Button>
            <Button variant="danger-quiet" onClick={() => setDoing('disconnect')}>
              Disconnect
            </Button>
          </>
        ) : null}
      </Actions>
      {test.data ? <ProviderTestResult result={test.data} /> : null}
      <FormError error={test.error} />
      {isSandbox ? (
        <Banner>A simulation that is always connected. Its answers are made up and cost nothing.</Banner>
      ) : null}
      {provider.isManaged && !isSandbox ? (
        <Banner>It comes from the environment or the provider file of this stage, and is changed there.</Banner>
      ) : null}
      <ProviderHealth providerId={provider.id} />
      {isSandbox ? null : <ProviderKeys provider={provider} canChange={canChange} canTest={canTest} />}
      <Part title="Connection">
        <ProviderDetails provider={provider} />
      </Part>
      {doing === 'edit' ? <EditProviderDialog provider={provider} onClose={done} /> : null}
      {doing === 'disconnect' ? <DisconnectDialog provider={provider} onClose={done} onGone={onClose} /> : null}
    </SidePanel>
  );
}

function ProviderHealth({ providerId }: { providerId: string }) {
  return (
    <Part
      title="Health"
      hint={`Errors and attempts: ${lowerFirst(failureSource)}. Latency: ${lowerFirst(latencySource)}.`}
    >
      <Details>
        <Detail label="Errors">
          <ErrorRate providerId={providerId} />
        </Detail>
        <Detail label="Attempts">
          <CallCount providerId={providerId} />
        </Detail>
        <Detail label="p50, p95">
          <Latencies providerId={providerId} />
        </Detail>
        <Detail label="Last call">
          <LastCall providerId={providerId} />
        </Detail>
      </Details>
    </Part>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The sandbox was connected by nobody: its times are no dates of this project. */
export function ProviderDetails({ provider }: { provider: Provider }) {
  return (
    <Details>
      <Detail label="Id">
        <code>{provider.id}</code>
      </Detail>
      <Detail label="Kind">{provider.kind === 'sandbox' ? 'Simulation' : kindNames[provider.kind]}</Detail>
      <Detail label="Base URL">{provider.baseUrl ?? '—'}</Detail>
      {provider.region === null ? null : <Detail label="Region">{provider.region}</Detail>}
      {provider.apiVersion === null ? null : <Detail label="API version">{provider.apiVersion}</Detail>}
      <Detail label="Models" tip="Besides those of the catalogue">
        {servedText(provider.models)}
      </Detail>
      {provider.kind === 'sandbox' ? null : (
        <>
          <Detail label="Connected">
            <Time at={provider.createdAt} />
          </Detail>
          <Detail label="Changed">
            <Time at={provider.updatedAt} />
          </Detail>
        </>
      )}
    </Details>
  );
}

interface DisconnectDialogProps {
  provider: Provider;
  onClose: () => void;
  onGone: () => void;
}

function DisconnectDialog({ provider, onClose, onGone }: DisconnectDialogProps) {
  const { disconnect } = useProviderActions();
  const dependents = useProviderDependents(provider.id);
  const confirm = async () => {
    await disconnect.mutateAsync(provider.id);
    toast(`Disconnected ${provider.name}.`);
    onGone();
  };
  return (
    <ConfirmDialog
      title={`Disconnect ${provider.name}?`}
      confirmLabel="Disconnect provider"
      onConfirm={confirm}
      onClose={onClose}
    >
      <DependentsText of={dependents}>
        Its key is deleted, and calls to <code>{provider.id}/…</code> are refused. Traces that were recorded stay.
      </DependentsText>
    </ConfirmDialog>
  );
}
