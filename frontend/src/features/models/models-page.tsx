import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ConnectProviderDialog } from './connect-provider-dialog.tsx';
import { ModelFilters } from './model-filters.tsx';
import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import { modelsQuery, providersQuery } from './models-query.ts';
import { ProviderList } from './provider-list.tsx';
import { ProviderPanel } from './provider-panel.tsx';

const route = getRouteApi('/shell/models');

/** The catalogue as this project sees it, and the providers that make its models callable. */
export function ModelsPage() {
  const { view = 'catalogue' } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useCan('admin');
  const [isConnecting, setIsConnecting] = useState(false);
  const connect = isAdmin ? (
    <Button variant="primary" onClick={() => setIsConnecting(true)}>
      Connect provider
    </Button>
  ) : null;
  return (
    <Page
      title="Models"
      action={connect}
      panel={view === 'catalogue' ? <OpenModel /> : <OpenProvider />}
      filters={
        <FilterRow>
          <Segmented
            label="View"
            options={[
              { id: 'catalogue', label: 'Catalogue' },
              { id: 'providers', label: 'Providers' },
            ]}
            value={view}
            onChange={(id) => void navigate({ search: id === 'catalogue' ? {} : { view: id } })}
          />
          {view === 'catalogue' ? <ModelFilters /> : null}
        </FilterRow>
      }
    >
      {view === 'catalogue' ? <ModelList /> : <ProviderList connect={connect} />}
      {isConnecting ? <ConnectProviderDialog onClose={() => setIsConnecting(false)} /> : null}
    </Page>
  );
}

function OpenModel() {
  const { model: id } = route.useSearch();
  const navigate = route.useNavigate();
  const model = useQuery(modelsQuery(useProjectId())).data?.items.find((each) => each.id === id);
  if (!model) return null;
  const close = () => void navigate({ search: (old) => ({ ...old, model: undefined }) });
  return <ModelPanel key={model.id} model={model} onClose={close} />;
}

function OpenProvider() {
  const { provider: id } = route.useSearch();
  const navigate = route.useNavigate();
  const provider = useQuery(providersQuery(useProjectId())).data?.items.find((each) => each.id === id);
  if (!provider) return null;
  const close = () => void navigate({ search: { view: 'providers' } });
  return <ProviderPanel key={provider.id} provider={provider} onClose={close} />;
}
