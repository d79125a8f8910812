import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { CreateProjectButton } from '../../app/shell/create-project.tsx';
import { useProjectId } from '../../lib/project.ts';
import { useCan, useMembership } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AuditLog } from './audit-log.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { auditQuery } from './audit-query.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberList } from './member-list.tsx';
import { ProjectForm } from './project-form.tsx';
import type { SettingsTab } from './settings-search.ts';

const route = getRouteApi('/shell/settings');

const tabs = [
  { id: 'project', label: 'Project' },
  { id: 'members', label: 'Members' },
  { id: 'audit', label: 'Audit log' },
] as const;

export function SettingsPage() {
  const { tab = 'project' } = route.useSearch();
  const navigate = route.useNavigate();
  const membership = useMembership();
  const isAdmin = useCan('admin');
  if (membership === null) return null;
  return (
    <Page
      title="Project settings"
      action={<PrimaryAction tab={tab} isAdmin={isAdmin} />}
      layout={tab === 'project' ? 'padded' : 'flush'}
      panel={tab === 'audit' ? <OpenAuditEntry /> : null}
      filters={
        <FilterRow>
          <Segmented
            label="Part"
            options={isAdmin ? tabs : tabs.slice(0, 2)}
            value={tab}
            onChange={(id) => void navigate({ search: id === 'project' ? {} : { tab: id } })}
          />
        </FilterRow>
      }
    >
      {tab === 'project' ? <ProjectForm key={membership.project.id} project={membership.project} /> : null}
      {tab === 'members' ? <MemberList /> : null}
      {tab === 'audit' ? <AuditLog /> : null}
    </Page>
  );
}

function OpenAuditEntry() {
  const { entry: id } = route.useSearch();
  const navigate = route.useNavigate();
  const entry = useInfiniteQuery(auditQuery(useProjectId())).data?.find((each) => each.id === id);
  if (!entry) return null;
  return <AuditPanel entry={entry} onClose={() => void navigate({ search: { tab: 'audit' } })} />;
}

function PrimaryAction({ tab, isAdmin }: { tab: SettingsTab; isAdmin: boolean }) {
  const [isInviting, setIsInviting] = useState(false);
  if (tab === 'project') return <CreateProjectButton variant="default" />;
  if (tab === 'audit' || !isAdmin) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setIsInviting(true)}>
        Invite member
      </Button>
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
    </>
  );
}
