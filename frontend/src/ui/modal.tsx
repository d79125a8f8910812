import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './modal.module.css';

export interface ModalProps {
  /** What it is called, or the id of the heading that says so. */
  name: { label: string } | { labelledBy: string };
  className: string | undefined;
  onClose: () => void;
  /** False: neither Escape nor a click beside it closes it. */
  isDismissable?: boolean;
  children: ReactNode;
}

/** Something over the whole page that Escape and a click beside it close; the platform keeps and gives back the focus. */
export function Modal({ name, className, onClose, isDismissable = true, children }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // Not useEffect, which cleans up once the element is gone: closed by then, it gives the focus back to nobody.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    // The browser would focus the close button: a form starts with its first field.
    dialog?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus();
    return () => dialog?.close();
  }, []);
  const dismiss = () => {
    if (isDismissable) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape arrives as the cancel event
    <dialog
      ref={ref}
      className={cx(styles['modal'], className)}
      {...('label' in name ? { 'aria-label': name.label } : { 'aria-labelledby': name.labelledBy })}
      onCancel={(event) => {
        event.preventDefault();
        dismiss();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) dismiss();
      }}
    >
      {children}
    </dialog>
  );
}
