import { getRouteApi } from '@tanstack/react-router';
import type { RouteVersion } from '../../../../shared/contract/routing.ts';
import { compact } from '../../lib/read-search.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { Badge } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toast.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { DecisionsTab } from './decisions-tab.tsx';
import { DeleteRouteButton } from './delete-route-button.tsx';
import { DryRunTab } from './dry-run/dry-run-tab.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import styles from './routing.module.css';
import type { RouteSearch, RouteTab } from './routing-search.ts';
import { useConfigProblems } from './use-config-problems.ts';
import { useRouteDraft } from './use-route-draft.ts';
import { useRoutingActions } from './use-routing-actions.ts';
import { VersionsTab } from './versions/versions-tab.tsx';

const route = getRouteApi('/shell/routes/$name');

const tabs = [
  { id: 'configuration', label: 'Configuration' },
  { id: 'dry-run', label: 'Dry run' },
  { id: 'versions', label: 'Versions' },
  { id: 'decisions', label: 'Live decisions' },
] as const satisfies readonly { id: RouteTab; label: string }[];

/** A route that exists, and everything that can be done with it. */
export function RouteWorkbench({ current }: { current: RouteVersion }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const draft = useRouteDraft(current.config);
  const found = useConfigProblems(draft.config);
  const { save } = useRoutingActions();
  const canEdit = useCan('editor');
  const { name, version } = current;
  const show = (part: { [K in keyof RouteSearch]?: RouteSearch[K] | undefined }) =>
    void navigate({ search: (old) => compact({ ...old, ...part }), replace: true });
  const store = () =>
    save.mutate(
      { name, expectedVersion: version, config: draft.config },
      {
        onSuccess: (saved) => {
          draft.discard();
          toast(`Saved ${name} as version ${saved.version}. It decides from now on.`);
        },
      },
    );
  const action = canEdit ? (
    <>
      {draft.isChanged ? <Button onClick={draft.discard}>Discard</Button> : <DeleteRouteButton name={name} />}
      <Button
        variant="primary"
        disabled={!draft.isChanged || !draft.isReadable || found.hasErrors}
        isBusy={save.isPending}
        onClick={store}
      >
        Save
      </Button>
    </>
  ) : null;
  const tab = search.tab ?? 'configuration';
  return (
    <Page
      title={name}
      meta={<RouteMeta current={current} isChanged={draft.isChanged} />}
      action={action}
      layout="padded"
    >
      <div className={styles['page']}>
        <FormError error={save.error} />
        <Tabs
          label="About the route"
          tabs={tabs}
          value={tab}
          onChange={(id) => show({ tab: id === 'configuration' ? undefined : id })}
        >
          {tab === 'configuration' ? (
            <ConfigurationTab
              config={draft.config}
              onChange={draft.change}
              problems={found.problems}
              view={search.as ?? 'form'}
              onView={(view) => show({ as: view === 'json' ? view : undefined })}
              isReadable={draft.isReadable}
              onReadable={draft.setReadable}
            />
          ) : null}
          {tab === 'dry-run' ? (
            <DryRunTab
              name={name}
              config={draft.config}
              isSound={!found.hasErrors}
              calls={search.calls ?? 'project'}
              onCalls={(calls) => show({ calls: calls === 'route' ? calls : undefined })}
            />
          ) : null}
          {tab === 'versions' ? (
            <VersionsTab current={current} open={search.version ?? null} onOpen={(open) => show({ version: open })} />
          ) : null}
          {tab === 'decisions' ? <DecisionsTab name={name} /> : null}
        </Tabs>
      </div>
      <LeaveGuard isUnsaved={() => draft.isChanged} what={name} />
    </Page>
  );
}

function RouteMeta({ current, isChanged }: { current: RouteVersion; isChanged: boolean }) {
  return (
    <>
      <CopyButton text={current.name} label="Copy the name, to send as model" />
      <Badge>version {current.version}</Badge>
      {isChanged ? <Badge tone="caution">not saved</Badge> : null}
    </>
  );
}
