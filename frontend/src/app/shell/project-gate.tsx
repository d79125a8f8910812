import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { useStore } from '../../lib/create-store.ts';
import { projectStore, selectProject } from '../../lib/project.ts';
import { signOut } from '../../lib/session.ts';
import { useMe, useMembership } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { CreateProjectButton } from './create-project.tsx';

/** Lets the screens in only once a project is selected that the person is in: every request of theirs names one. */
export function ProjectGate({ children }: { children: ReactNode }) {
  const membership = useMembership();
  const selected = useStore(projectStore);
  const wanted = membership?.project.id ?? null;
  useLayoutEffect(() => {
    if (wanted !== null && wanted !== selected) selectProject(wanted);
  }, [wanted, selected]);
  useProjectInUrl(wanted);
  if (wanted === null) return <NoProject />;
  return wanted === selected ? children : null;
}

/** Puts into the URL whose screen it is. A link to a project that the person is not in shows their own instead. */
function useProjectInUrl(wanted: string | null): void {
  const { project: named } = useSearch({ strict: false });
  const { memberships } = useMe();
  const navigate = useNavigate();
  const isOfOthers = named !== undefined && !memberships.some(({ project }) => project.id === named);
  useEffect(() => {
    if (wanted === null || named === wanted) return;
    if (isOfOthers) toast('That link is to a project that you are not in; this is one of yours.', { tone: 'caution' });
    void navigate({ to: '.', search: (search) => ({ ...search, project: wanted }) as never, replace: true });
  }, [named, wanted, isOfOthers, navigate]);
}

function NoProject() {
  const actions = (
    <>
      <Button onClick={() => void signOut()}>Sign out</Button>
      <CreateProjectButton />
    </>
  );
  return (
    <main>
      <EmptyState title="You are not in a project yet" action={actions}>
        Create one, or ask an administrator to invite you to theirs.
      </EmptyState>
    </main>
  );
}
