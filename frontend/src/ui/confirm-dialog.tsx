import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormError } from './form-error.tsx';

export interface ConfirmDialogProps {
  /** Names what goes: `Revoke "Production"?` */
  title: string;
  /** What follows from it. */
  children: ReactNode;
  /** What happens: `Revoke key`. */
  confirmLabel: string;
  tone?: 'danger' | 'primary';
  /** May fail: the dialog then stays and says why. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  tone = 'danger',
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setIsBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant={tone} isBusy={isBusy} onClick={() => void confirm()}>
        {confirmLabel}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} width="small" footer={footer}>
      <div>{children}</div>
      <FormError error={error} />
    </Dialog>
  );
}
