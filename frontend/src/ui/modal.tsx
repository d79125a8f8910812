import { type ReactNode, useEffect, useRef } from 'react';

interface ModalProps {
  label: string;
  className: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** Something over the whole page that Escape and a click beside it close; the platform keeps and gives back the focus. */
export function Modal({ label, className, onClose, children }: ModalProps) {
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
      className={className}
      aria-label={label}
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
