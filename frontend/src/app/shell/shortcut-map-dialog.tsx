import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { shortcutGroups } from './shortcut-map.ts';
import styles from './shortcut-map-dialog.module.css';

export function ShortcutMapDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} width="wide">
      <div className={styles['groups']}>
        {shortcutGroups.map((group) => (
          <section key={group.label}>
            <h3>{group.label}</h3>
            <dl className={styles['list']}>
              {group.shortcuts.map(({ keys, does }) => (
                <div key={keys}>
                  <dt>{does}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
