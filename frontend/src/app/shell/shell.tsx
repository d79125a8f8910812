import { Outlet } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { config } from '../../lib/config.ts';
import { useStore } from '../../lib/create-store.ts';
import { readLocal, writeLocal } from '../../lib/local-value.ts';
import { projectStore } from '../../lib/project.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import { ProjectGate } from './project-gate.tsx';
import { Rail } from './rail.tsx';
import { RailSheet } from './rail-sheet.tsx';
import styles from './shell.module.css';
import { ShellShortcuts } from './shell-shortcuts.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame of every screen behind the sign-in. */
export function Shell() {
  const isNarrow = useIsNarrow();
  const [isCollapsed, setIsCollapsed] = useState(readLocal('rail') === 'collapsed');
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const toggle = () => {
    if (isNarrow) return setIsSheetOpen(!isSheetOpen);
    writeLocal('rail', isCollapsed ? null : 'collapsed');
    setIsCollapsed(!isCollapsed);
  };
  return (
    <div className={styles['shell']} data-stage={config().stage}>
      <a href="#content" className={styles['skip']}>
        Skip to the content
      </a>
      <ErrorBoundary>
        <Suspense fallback={<ShellSkeleton />}>
          <ProjectGate>
            {isNarrow ? null : <Rail isCollapsed={isCollapsed} onToggle={toggle} />}
            <div className={styles['column']}>
              <TopBar onOpenMenu={isNarrow ? toggle : null} />
              <Content />
            </div>
            {isNarrow && isSheetOpen ? <RailSheet onClose={() => setIsSheetOpen(false)} /> : null}
            <ShellShortcuts onToggleRail={toggle} />
          </ProjectGate>
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/** Another project is another world: its screens start anew. */
function Content() {
  const projectId = useStore(projectStore);
  return (
    <main id="content" tabIndex={-1} className={styles['content']} key={projectId}>
      <Suspense fallback={<SkeletonRows />}>
        <Outlet />
      </Suspense>
    </main>
  );
}

function ShellSkeleton() {
  return (
    <main className={styles['content']}>
      <SkeletonRows count={6} label="Loading your projects" />
    </main>
  );
}
