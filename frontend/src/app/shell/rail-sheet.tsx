import { X } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/modal.tsx';
import { Logo } from './logo.tsx';
import styles from './rail.module.css';
import { RailLinks } from './rail.tsx';

/** The rail of small screens, over the page. */
export function RailSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal name={{ label: 'Menu' }} className={styles['sheet']} onClose={onClose}>
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
    </Modal>
  );
}
