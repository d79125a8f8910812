import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useStore } from '../../lib/create-store.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { type Destination, destinations } from './navigation.ts';
import { closeOverlay, openPalette, openShortcutMap, overlayStore } from './overlays.ts';

const CommandPalette = lazy(() => import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })));
const ShortcutMap = lazy(() => import('./shortcut-map-dialog.tsx').then((m) => ({ default: m.ShortcutMapDialog })));

/** The keys that work on every screen, and what they open. */
export function ShellShortcuts({ onToggleRail }: { onToggleRail: () => void }) {
  const overlay = useStore(overlayStore);
  const navigate = useNavigate();
  useShortcut('mod+k', openPalette);
  useShortcut('?', openShortcutMap);
  useShortcut('[', onToggleRail);
  useShortcut('g a', () => void navigate({ to: '/docs/api' }));
  return (
    <>
      {destinations.map((destination) => (
        <GoShortcut key={destination.to} destination={destination} />
      ))}
      <Suspense>
        {overlay === 'palette' ? <CommandPalette onClose={closeOverlay} /> : null}
        {overlay === 'shortcuts' ? <ShortcutMap onClose={closeOverlay} /> : null}
      </Suspense>
    </>
  );
}

function GoShortcut({ destination }: { destination: Destination }) {
  const navigate = useNavigate();
  useShortcut(`g ${destination.key}`, () => void navigate({ to: destination.to }));
  return null;
}
