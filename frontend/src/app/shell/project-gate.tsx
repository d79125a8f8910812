import { type ReactNode, useLayoutEffect } from 'react';
import { useStore } from '../../lib/create-store.ts';
import { projectStore, selectProject } from '../../lib/project.ts';
import { signOut } from '../../lib/session.ts';
import { useMembership } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CreateProjectButton } from './create-project.tsx';

/** Lets the screens in only once a project is selected that the person is in: every request of theirs names one. */
export function ProjectGate({ children }: { children: ReactNode }) {
  const membership = useMembership();
  const selected = useStore(projectStore);
  const wanted = membership?.project.id ?? null;
  useLayoutEffect(() => {
    if (wanted !== null && wanted !== selected) selectProject(wanted);
  }, [wanted, selected]);
  if (wanted === null) return <NoProject />;
  return wanted === selected ? children : null;
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
