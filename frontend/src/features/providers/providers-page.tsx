import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { MissingPanel } from '../../ui/missing-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { ConnectProviderDialog } from './connect-provider-dialog.tsx';
import { ProviderList } from './provider-list.tsx';
import { ProviderPanel } from './provider-panel.tsx';
import { providersQuery } from './providers-query.ts';

const route = getRouteApi('/shell/providers');

/** Who answers the project's calls, with whose keys, and how well. */
export function ProvidersPage() {
  const { connect: isConnecting = false } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useCan('admin');
  const setConnecting = (connect: true | undefined) => void navigate({ search: (old) => ({ ...old, connect }) });
  const connect = isAdmin ? (
    <Button variant="primary" onClick={() => setConnecting(true)}>
      Connect provider
    </Button>
  ) : null;
  return (
    <Page title="Providers" action={connect} panel={<OpenProvider />}>
      <ProviderList connect={connect} />
      {isConnecting && isAdmin ? <ConnectProviderDialog onClose={() => setConnecting(undefined)} /> : null}
    </Page>
  );
}

function OpenProvider() {
  const { provider: id } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(providersQuery(useProjectId()));
  if (id === undefined || !data) return null;
  const provider = data.items.find((each) => each.id === id);
  const close = () => void navigate({ search: {} });
  if (!provider) return <MissingPanel what="provider" name="providers" onClose={close} />;
  return <ProviderPanel key={provider.id} provider={provider} onClose={close} />;
}
