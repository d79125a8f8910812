import type { KeyboardEvent, ReactNode } from 'react';
import { useId } from 'react';
import { cx } from './cx.ts';
import edge from './scroll-edge.module.css';
import styles from './tabs.module.css';

export interface TabsProps<T extends string> {
  label: string;
  tabs: readonly { id: T; label: string }[];
  value: T;
  onChange: (id: T) => void;
  /** The content of the chosen tab. */
  children: ReactNode;
  /** Beside the tabs. */
  end?: ReactNode;
}

export function Tabs<T extends string>({ label, tabs, value, onChange, children, end }: TabsProps<T>) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const current = tabs.findIndex((tab) => tab.id === value);
    const next = tabs[(current + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <div className={styles['tabs']}>
      <div className={styles['bar']}>
        <div role="tablist" aria-label={label} className={cx(edge['edges'], styles['list'])} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${id}-${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.id === value ? 0 : -1}
              className={styles['tab']}
              onClick={() => onChange(tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {end}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className={styles['panel']}>
        {children}
      </div>
    </div>
  );
}
