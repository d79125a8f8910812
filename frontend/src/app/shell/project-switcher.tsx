import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { useMe, useMembership } from '../../lib/use-me.ts';
import { Menu } from '../../ui/menu.tsx';
import { CreateProjectDialog } from './create-project.tsx';
import styles from './top-bar.module.css';

export function ProjectSwitcher() {
  const { memberships } = useMe();
  const current = useMembership();
  const navigate = useNavigate();
  const [isCreating, setIsCreating] = useState(false);
  const projects = memberships.map(({ project }) => ({
    id: project.id,
    label: project.name,
    isChosen: project.id === current?.project.id,
    // What else the URL names belongs to the other project; the screen itself exists here too.
    onSelect: () => void navigate({ to: '.', search: { project: project.id } as never }),
  }));
  const create = {
    id: 'create',
    label: 'Create project',
    icon: <Plus aria-hidden="true" />,
    onSelect: () => setIsCreating(true),
  };
  return (
    <>
      <Menu
        label="Project"
        groups={[{ label: 'Projects', items: projects }, { items: [create] }]}
        trigger={(props) => (
          <button type="button" className={styles['project']} {...props}>
            <span className="visually-hidden">Project: </span>
            <span className={styles['projectName']}>{current?.project.name}</span>
            <ChevronsUpDown aria-hidden="true" size={14} />
          </button>
        )}
      />
      {isCreating ? <CreateProjectDialog onClose={() => setIsCreating(false)} /> : null}
    </>
  );
}
