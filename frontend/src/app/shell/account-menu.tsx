import { useNavigate } from '@tanstack/react-router';
import { BookOpen, Keyboard, LogOut, UserRound } from 'lucide-react';
import { signOut } from '../../lib/session.ts';
import { useMe, useMembership } from '../../lib/use-me.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Menu } from '../../ui/menu.tsx';
import { openShortcutMap } from './overlays.ts';
import styles from './top-bar.module.css';

export function AccountMenu() {
  const me = useMe();
  const membership = useMembership();
  const navigate = useNavigate();
  const header = (
    <div className={styles['person']}>
      <div>{me.email ?? me.name}</div>
      {membership === null ? null : (
        <div className={styles['role']}>
          {membership.role} of {membership.project.name}
        </div>
      )}
    </div>
  );
  const help = [
    {
      id: 'docs',
      label: 'API reference',
      icon: <BookOpen aria-hidden="true" />,
      onSelect: () => void navigate({ to: '/docs/api' }),
    },
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      icon: <Keyboard aria-hidden="true" />,
      end: <Kbd keys="?" />,
      onSelect: openShortcutMap,
    },
  ];
  const leave = [
    { id: 'sign-out', label: 'Sign out', icon: <LogOut aria-hidden="true" />, onSelect: () => void signOut() },
  ];
  return (
    <Menu
      label="Account"
      align="end"
      header={header}
      groups={[{ items: help }, { items: leave }]}
      trigger={(props) => (
        <IconButton label="Account" {...props}>
          <UserRound aria-hidden="true" size={16} />
        </IconButton>
      )}
    />
  );
}
