import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { Modal } from './modal.tsx';

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

/** A modal with a title, what it is about, and buttons. */
export function Dialog({ title, onClose, children, footer, width = 'normal', isDismissable = true }: DialogProps) {
  const titleId = useId();
  return (
    <Modal
      name={{ labelledBy: titleId }}
      className={cx(styles['dialog'], styles[width])}
      onClose={onClose}
      isDismissable={isDismissable}
    >
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
    </Modal>
  );
}
