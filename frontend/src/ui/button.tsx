import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger' | 'danger-quiet';

interface Look {
  variant?: ButtonVariant;
  size?: 'small' | 'normal';
  icon?: ReactNode;
}

function classOf({ variant = 'default', size = 'normal' }: Look, extra?: string): string {
  return cx(styles['button'], styles[variant], size === 'small' && styles['small'], extra);
}

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'type'> {
  type?: 'button' | 'submit';
  /** Shows progress and ignores further clicks. */
  isBusy?: boolean;
}

export function Button({ variant, size, icon, isBusy = false, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ ...(variant ? { variant } : {}), ...(size ? { size } : {}) }, className)}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled || isBusy}
    >
      {isBusy ? <span className={styles['spinner']} aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

export interface LinkButtonProps extends Look {
  to: LinkProps['to'];
  params?: LinkProps['params'];
  search?: LinkProps['search'];
  children: ReactNode;
}

/** A link that looks like a button: it goes somewhere, a button does something. */
export function LinkButton({ variant, size, icon, children, ...link }: LinkButtonProps) {
  const look = { ...(variant ? { variant } : {}), ...(size ? { size } : {}) };
  return (
    <Link {...(link as LinkProps)} className={classOf(look)}>
      {icon}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** What it does: read out, and shown on hover. */
  label: string;
  size?: 'small' | 'normal';
  /** Shown after the label on hover. */
  shortcut?: string;
}

export function IconButton({ label, size, shortcut, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      data-tip={shortcut === undefined ? label : `${label} (${shortcut})`}
      className={cx(styles['button'], styles['quiet'], styles['icon'], size === 'small' && styles['small'], className)}
    >
      {children}
    </button>
  );
}
