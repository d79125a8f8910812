import { type ReactNode, useEffect, useRef } from 'react';
import styles from './picker.module.css';
import type { OptionKeys } from './use-option-keys.ts';

export interface OptionListProps<T> {
  label: string;
  options: readonly T[];
  optionKey: (option: T) => string;
  renderOption: (option: T) => ReactNode;
  isDisabled?: ((option: T) => boolean) | undefined;
  selectedKey: string | null;
  keys: OptionKeys;
  onPick: (option: T) => void;
}

/** The options under a combobox; the highlighted one is always in view. */
export function OptionList<T>({ label, options, optionKey, renderOption, keys, ...props }: OptionListProps<T>) {
  const activeRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the highlight moves
  useEffect(() => activeRef.current?.scrollIntoView({ block: 'nearest' }), [keys.active]);
  return (
    <div id={keys.listId} role="listbox" aria-label={label} className={styles['list']} tabIndex={-1}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
        <div
          key={optionKey(option)}
          ref={index === keys.active ? activeRef : null}
          id={keys.optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={optionKey(option) === props.selectedKey}
          aria-disabled={props.isDisabled?.(option) || undefined}
          className={styles['option']}
          data-active={index === keys.active}
          onPointerMove={() => keys.setActive(index)}
          onClick={() => props.onPick(option)}
        >
          {renderOption(option)}
        </div>
      ))}
      {options.length === 0 ? <p className={styles['none']}>Nothing matches.</p> : null}
    </div>
  );
}
