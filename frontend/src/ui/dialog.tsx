import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the primary last. */
  footer?: ReactNode;
  width?: 'small' | 'normal' | 'wide';
  /** False: only the buttons close it, for example while a secret is shown once. */
  isDismissable?: boolean;
}

/** A modal dialog while it is mounted. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, footer, width = 'normal', isDismissable = true }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    // The browser would focus the close button: a form starts with its first field.
    dialog?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape arrives as the cancel event
    <dialog
      ref={ref}
      className={cx(styles['dialog'], styles[width])}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (isDismissable) onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && isDismissable) onClose();
      }}
    >
      <div className={styles['frame']}>
        <header className={styles['title']}>
          <h2 id={titleId}>{title}</h2>
          {isDismissable ? (
            <IconButton label="Close" size="small" onClick={onClose}>
              <X aria-hidden="true" size={16} />
            </IconButton>
          ) : null}
        </header>
        <div className={styles['body']}>{children}</div>
        {footer ? <footer className={styles['footer']}>{footer}</footer> : null}
      </div>
    </dialog>
  );
}
