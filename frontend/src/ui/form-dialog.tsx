import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';
import { FormError } from './form-error.tsx';
import styles from './layout.module.css';

export interface FormDialogProps extends Pick<DialogProps, 'title' | 'onClose' | 'width'> {
  /** What happens: `Save provider`. */
  submitLabel: string;
  tone?: 'primary' | 'danger';
  onSubmit: () => void;
  isBusy: boolean;
  isDisabled?: boolean;
  /** Why it was refused; messages at fields are the fields' own. */
  error: unknown;
  /** Beside the buttons, for example "Test first". */
  extra?: ReactNode;
  children: ReactNode;
}

/** A form in a dialog: fields, what went wrong, Cancel, and the button that says what happens. */
export function FormDialog(props: FormDialogProps) {
  const {
    submitLabel,
    tone = 'primary',
    onSubmit,
    isBusy,
    isDisabled = false,
    error,
    extra,
    children,
    ...dialog
  } = props;
  const formId = useId();
  const footer = (
    <>
      {extra}
      <Button onClick={props.onClose}>Cancel</Button>
      <Button type="submit" form={formId} variant={tone} isBusy={isBusy} disabled={isDisabled}>
        {submitLabel}
      </Button>
    </>
  );
  return (
    <Dialog {...dialog} footer={footer}>
      <form
        id={formId}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
      <FormError error={error} />
    </Dialog>
  );
}
