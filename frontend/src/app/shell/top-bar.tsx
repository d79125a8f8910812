import { Menu as MenuIcon, Search } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import { AccountMenu } from './account-menu.tsx';
import { LiveDot } from './live-dot.tsx';
import { openPalette } from './overlays.ts';
import { ProjectSwitcher } from './project-switcher.tsx';
import { StageBadge } from './stage-badge.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import styles from './top-bar.module.css';

/** `onOpenMenu` is null where the rail is in sight. */
export function TopBar({ onOpenMenu }: { onOpenMenu: (() => void) | null }) {
  return (
    <header className={styles['bar']}>
      {onOpenMenu === null ? null : (
        <IconButton label="Open the menu" onClick={onOpenMenu}>
          <MenuIcon aria-hidden="true" size={18} />
        </IconButton>
      )}
      <ProjectSwitcher />
      <StageBadge />
      <div className={styles['end']}>
        <SearchButton />
        <LiveDot />
        <ThemeMenu />
        <AccountMenu />
      </div>
    </header>
  );
}

function SearchButton() {
  const icon = <Search aria-hidden="true" size={16} />;
  if (useIsNarrow()) {
    return (
      <IconButton label="Find" onClick={openPalette}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button size="small" icon={icon} onClick={openPalette} className={styles['search']}>
      Find <Kbd keys="mod k" />
    </Button>
  );
}
