import { X } from 'lucide-react';
import { useStore } from '../lib/create-store.ts';
import { Button, IconButton } from './button.tsx';
import { Status } from './status.tsx';
import styles from './toast.module.css';
import { dismissToast, holdToasts, toasts } from './toast-store.ts';

export { toast } from './toast-store.ts';

export function Toaster() {
  const shown = useStore(toasts);
  return (
    <section
      className={styles['toaster']}
      aria-label="Messages"
      aria-live="polite"
      onPointerEnter={() => holdToasts('pointer', true)}
      onPointerLeave={() => holdToasts('pointer', false)}
      onFocus={() => holdToasts('focus', true)}
      onBlur={() => holdToasts('focus', false)}
    >
      {shown.map(({ id, message, tone, undo }) => (
        <div key={id} data-toast="" className={styles['toast']}>
          <Status tone={tone}>
            <span className={styles['message']}>{message}</span>
          </Status>
          {undo === null ? null : (
            <Button
              size="small"
              onClick={() => {
                undo();
                dismissToast(id);
              }}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" size="small" onClick={() => dismissToast(id)}>
            <X aria-hidden="true" size={14} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
