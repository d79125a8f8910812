import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { fieldErrors } from '../../lib/error-message.ts';
import { compact } from '../../lib/read-search.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { toast } from '../../ui/toast.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { DryRunTab } from './dry-run/dry-run-tab.tsx';
import { newConfig } from './editor/new-config.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { nameProblem } from './name-problem.ts';
import styles from './routing.module.css';
import type { RouteSearch } from './routing-search.ts';
import { useConfigProblems } from './use-config-problems.ts';
import { useRouteDraft } from './use-route-draft.ts';
import { useRoutingActions } from './use-routing-actions.ts';

const route = getRouteApi('/shell/new-route');

const tabs = [
  { id: 'configuration', label: 'Configuration' },
  { id: 'dry-run', label: 'Dry run' },
] as const;

const first = newConfig('sandbox/lorem');

/** `/new-route`: a name, and what it stands for. */
export function NewRoutePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [name, setName] = useState('');
  const draft = useRouteDraft(first);
  const found = useConfigProblems(draft.config);
  const { create } = useRoutingActions();
  const isDone = useRef(false);
  const wrongName = name === '' ? undefined : nameProblem(name);
  const show = (part: { [K in keyof RouteSearch]?: RouteSearch[K] | undefined }) =>
    void navigate({ search: (old) => compact({ ...old, ...part }), replace: true });
  const store = () =>
    create.mutate(
      { name, config: draft.config },
      {
        onSuccess: () => {
          isDone.current = true;
          toast(`Made ${name}. Send it as the model of a call.`);
          void navigate({ to: '/routes/$name', params: { name } });
        },
      },
    );
  const action = (
    <>
      <LinkButton to="/routes">Cancel</LinkButton>
      <Button
        variant="primary"
        disabled={name === '' || wrongName !== undefined || !draft.isReadable || found.hasErrors}
        isBusy={create.isPending}
        onClick={store}
      >
        Create route
      </Button>
    </>
  );
  const tab = search.tab === 'dry-run' ? 'dry-run' : 'configuration';
  return (
    <Page title="New route" action={action} layout="padded">
      <div className={styles['page']}>
        <FormError error={create.error} />
        <div className={styles['name']}>
          <TextField
            label="Name"
            hint="What callers send as the model. It cannot be changed later."
            isMono
            autoComplete="off"
            spellCheck={false}
            placeholder="support"
            value={name}
            error={wrongName ?? fieldErrors(create.error)['name']}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Tabs label="About the route" tabs={tabs} value={tab} onChange={(id) => show({ tab: id })}>
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
          ) : (
            <DryRunTab
              name={nameProblem(name) === undefined ? name : 'new-route'}
              config={draft.config}
              isSound={!found.hasErrors}
              calls="project"
            />
          )}
        </Tabs>
      </div>
      <LeaveGuard isUnsaved={() => draft.isChanged && !isDone.current} what="the new route" />
    </Page>
  );
}
