import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  /** Under the label: what it means, its unit, its limits. */
  hint?: ReactNode;
  /** What is wrong with it. */
  error?: string | undefined;
  /** Keeps the label for screen readers only, where the place says what it is. */
  isLabelHidden?: boolean;
}

interface FrameProps extends FieldProps {
  children: (ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

function FieldFrame({ label, hint, error, isLabelHidden = false, children }: FrameProps) {
  const id = useId();
  const describedBy = cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null);
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles['label']}>
        {label}
      </label>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'id'> & { isMono?: boolean };

export function TextField({ label, hint, error, isLabelHidden, isMono, className, ...input }: TextFieldProps) {
  return (
    <FieldFrame {...{ label, hint, error }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => <input {...input} {...ids} className={cx(styles['input'], isMono && 'mono', className)} />}
    </FieldFrame>
  );
}

type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id'> & { isMono?: boolean };

export function TextArea({ label, hint, error, isLabelHidden, isMono, className, ...area }: TextAreaProps) {
  return (
    <FieldFrame {...{ label, hint, error }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => (
        <textarea {...area} {...ids} className={cx(styles['input'], styles['area'], isMono && 'mono', className)} />
      )}
    </FieldFrame>
  );
}

type SelectFieldProps = FieldProps & Omit<ComponentProps<'select'>, 'id'>;

export function SelectField({ label, hint, error, isLabelHidden, className, ...select }: SelectFieldProps) {
  return (
    <FieldFrame {...{ label, hint, error }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => <select {...select} {...ids} className={cx(styles['input'], styles['select'], className)} />}
    </FieldFrame>
  );
}

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ label, hint, ...input }: CheckboxProps) {
  const id = useId();
  return (
    <div className={styles['check']}>
      <input {...input} id={id} type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
