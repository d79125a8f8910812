import { History } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { OptionKeys } from '../../../ui/use-option-keys.ts';
import styles from './filter-bar.module.css';
import type { FilterOption } from './use-suggestions.ts';

interface FilterOptionsProps {
  options: readonly FilterOption[];
  keys: OptionKeys;
  /** An arrow key was used: enter takes what is highlighted, before that it applies the filter. */
  isChoosing: boolean;
  onPick: (option: FilterOption) => void;
}

/** Under the filter: what may stand at the cursor. */
export function FilterOptions({ options, keys, isChoosing, onPick }: FilterOptionsProps) {
  const activeRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the highlight moves
  useEffect(() => activeRef.current?.scrollIntoView({ block: 'nearest' }), [keys.active]);
  return (
    <div className={styles['options']}>
      <div id={keys.listId} role="listbox" aria-label="Suggestions" tabIndex={-1}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that owns the list
          <div
            key={option.id}
            ref={index === keys.active ? activeRef : null}
            id={keys.optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={isChoosing && index === keys.active}
            data-active={(isChoosing && index === keys.active) || undefined}
            className={styles['option']}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
          >
            {option.isRecent ? <History aria-hidden="true" size={13} /> : null}
            <span className={styles['label']}>{option.label}</span>
            <span className={styles['description']}>{option.description}</span>
          </div>
        ))}
      </div>
      <p className={styles['hint']}>↑↓ choose, tab completes, enter applies</p>
    </div>
  );
}
