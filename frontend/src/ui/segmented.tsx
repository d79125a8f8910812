import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import edge from './scroll-edge.module.css';
import styles from './segmented.module.css';

export interface SegmentedProps<T extends string> {
  label: string;
  options: readonly { id: T; label: ReactNode }[];
  value: T;
  onChange: (id: T) => void;
}

/** One of a few, all in sight: a filter, a view. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div role="group" aria-label={label} className={cx(edge['edges'], styles['group'])}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          className={styles['option']}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
