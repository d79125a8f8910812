import { Link } from '@tanstack/react-router';
import { BookOpen, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { Logo } from './logo.tsx';
import { navigation } from './navigation.ts';
import styles from './rail.module.css';

export interface RailProps {
  isCollapsed: boolean;
  onToggle: () => void;
}

export function Rail({ isCollapsed, onToggle }: RailProps) {
  const Toggle = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className={styles['rail']} data-collapsed={isCollapsed} aria-label="Main">
      <div className={styles['brand']}>
        <Link to="/" className={styles['home']} aria-label="Signalbox, Get started">
          <Logo />
          {isCollapsed ? null : <span>Signalbox</span>}
        </Link>
      </div>
      <RailLinks isCollapsed={isCollapsed} />
      <div className={styles['end']}>
        <IconButton label={isCollapsed ? 'Expand the rail' : 'Collapse the rail'} shortcut="[" onClick={onToggle}>
          <Toggle aria-hidden="true" size={16} />
        </IconButton>
      </div>
    </nav>
  );
}

/** The destinations, for the rail and for the sheet of small screens. */
export function RailLinks({ isCollapsed, onGo }: { isCollapsed: boolean; onGo?: () => void }) {
  return (
    <div className={styles['groups']}>
      {navigation.map((group) => (
        <div key={group.label ?? 'start'} className={styles['group']}>
          {group.label === null ? null : <div className={styles['heading']}>{isCollapsed ? '' : group.label}</div>}
          <ul>
            {group.items.map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <RailLink to={to} label={label} isCollapsed={isCollapsed} onGo={onGo}>
                  <Icon aria-hidden="true" size={16} />
                </RailLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ul className={styles['docs']}>
        <li>
          <RailLink to="/docs/api" label="API reference" isCollapsed={isCollapsed} onGo={onGo}>
            <BookOpen aria-hidden="true" size={16} />
          </RailLink>
        </li>
      </ul>
    </div>
  );
}

interface RailLinkProps {
  to: (typeof navigation)[number]['items'][number]['to'] | '/docs/api';
  label: string;
  isCollapsed: boolean;
  onGo: (() => void) | undefined;
  children: React.ReactNode;
}

function RailLink({ to, label, isCollapsed, onGo, children }: RailLinkProps) {
  return (
    <Link
      to={to}
      className={styles['link']}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      onClick={() => onGo?.()}
      data-tip={isCollapsed ? label : undefined}
      aria-label={isCollapsed ? label : undefined}
    >
      {children}
      {isCollapsed ? null : label}
    </Link>
  );
}
