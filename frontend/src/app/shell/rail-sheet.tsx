import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Logo } from './logo.tsx';
import styles from './rail.module.css';
import { RailLinks } from './rail.tsx';

/** The rail of small screens, over the page. */
export function RailSheet({ onClose }: { onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape arrives as the cancel event
    <dialog
      ref={ref}
      className={styles['sheet']}
      aria-label="Menu"
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['brand']}>
        <span className={styles['home']}>
          <Logo /> Signalbox
        </span>
        <IconButton label="Close the menu" onClick={onClose}>
          <X aria-hidden="true" size={16} />
        </IconButton>
      </div>
      <nav aria-label="Main" className={styles['groups']} style={{ padding: 0 }}>
        <RailLinks isCollapsed={false} onGo={onClose} />
      </nav>
    </dialog>
  );
}
