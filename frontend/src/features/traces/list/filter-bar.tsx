import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { describeProblem } from '../../../../../shared/trace-filter/parse-filter.ts';
import { IconButton } from '../../../ui/button.tsx';
import { useIsNarrow } from '../../../ui/use-media.ts';
import styles from './filter-bar.module.css';
import { FilterOptions } from './filter-options.tsx';
import { highlightFilter } from './highlight-filter.ts';
import { useFilterBar } from './use-filter-bar.ts';

export const filterBarId = 'trace-filter';

export interface FilterBarProps {
  /** The filter that the list shows. */
  value: string;
  onApply: (q: string) => void;
  label?: string;
}

/** The filter as text: enter applies it, what may stand at the cursor is offered, what is wrong is said where it is. */
export function FilterBar({ value, onApply, label = 'Filter traces' }: FilterBarProps) {
  const bar = useFilterBar({ value, onApply });
  const { text, problem, options, isOpen, keys, inputRef } = bar;
  const isNarrow = useIsNarrow();
  const overlayRef = useRef<HTMLDivElement>(null);
  const followScroll = () => {
    if (overlayRef.current && inputRef.current) overlayRef.current.scrollLeft = inputRef.current.scrollLeft;
  };
  useEffect(followScroll);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears where the focus goes, takes no input itself
    <div
      className={styles['bar']}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) bar.close();
      }}
    >
      <div className={styles['box']} data-invalid={problem !== null || undefined}>
        <Search aria-hidden="true" size={14} className={styles['glyph']} />
        <div className={styles['field']}>
          <div aria-hidden="true" ref={overlayRef} className={styles['overlay']}>
            <Highlighted text={text} problem={problem} />
          </div>
          <input
            ref={inputRef}
            id={filterBarId}
            role="combobox"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={isOpen ? keys.listId : undefined}
            aria-activedescendant={isOpen && bar.isChoosing ? keys.activeId : undefined}
            aria-invalid={problem !== null || undefined}
            aria-describedby={problem === null ? undefined : `${filterBarId}-problem`}
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            placeholder={isNarrow ? 'status:error cost>0.01' : 'Filter: status:error cost>0.01 "refund"'}
            value={text}
            onChange={(event) => bar.type(event.target.value, event.target.selectionStart)}
            onSelect={(event) => bar.moveCursor(event.currentTarget.selectionStart)}
            onScroll={followScroll}
            onFocus={bar.open}
            onKeyDown={bar.onKeyDown}
          />
        </div>
        {text.trim() === value ? null : <kbd className={styles['enter']}>enter</kbd>}
        {text === '' ? null : (
          <IconButton label="Clear the filter" size="small" onClick={bar.clear}>
            <X aria-hidden="true" size={14} />
          </IconButton>
        )}
      </div>
      {isOpen ? <FilterOptions options={options} keys={keys} isChoosing={bar.isChoosing} onPick={bar.pick} /> : null}
      {problem === null ? null : (
        <p id={`${filterBarId}-problem`} role="alert" className={styles['problem']}>
          {capitalised(describeProblem(problem))}.
        </p>
      )}
    </div>
  );
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Highlighted({ text, problem }: { text: string; problem: { start: number; end: number } | null }) {
  return highlightFilter(text).map(({ kind, text: part, start }) => {
    const isWrong =
      problem !== null && start < Math.max(problem.end, problem.start + 1) && start + part.length > problem.start;
    return (
      <span key={start} data-kind={kind} data-wrong={isWrong || undefined}>
        {part}
      </span>
    );
  });
}
