import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { describeProblem, parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';
import { useStore } from '../../../lib/create-store.ts';
import { useProjectId } from '../../../lib/project.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { IconButton } from '../../../ui/button.tsx';
import { useOptionKeys } from '../../../ui/use-option-keys.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import styles from './filter-bar.module.css';
import { filterDraft } from './filter-draft.ts';
import { type FilterKey, filterKey } from './filter-key.ts';
import { FilterOptions } from './filter-options.tsx';
import { highlightFilter } from './highlight-filter.ts';
import { rememberFilter } from './recent-filters.ts';
import { type FilterOption, useSuggestions } from './use-suggestions.ts';

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
  const { text, problem, options, isOpen, keys } = bar;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears where the focus goes, takes no input itself
    <div className={styles['bar']} onBlur={bar.onBlur}>
      <div className={styles['box']} data-invalid={problem !== null || undefined}>
        <Search aria-hidden="true" size={14} className={styles['glyph']} />
        <div className={styles['field']}>
          <div aria-hidden="true" ref={bar.overlayRef} className={styles['overlay']}>
            <Highlighted text={text} problem={problem} />
          </div>
          <input
            ref={bar.inputRef}
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
            placeholder={'Filter: status:error cost>0.01 "refund"'}
            value={text}
            onChange={(event) => bar.type(event.target.value, event.target.selectionStart)}
            onSelect={(event) => bar.moveCursor(event.currentTarget.selectionStart)}
            onScroll={bar.followScroll}
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

function useFilterBar({ value, onApply }: FilterBarProps) {
  const projectId = useProjectId();
  const inputRef = useRef<HTMLInputElement>(null);
  const overlayRef = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState({ text: value, cursor: value.length, base: value });
  // A facet, a view or the back button changed the filter.
  if (draft.base !== value) setDraft({ text: value, cursor: value.length, base: value });
  const { text, cursor } = draft;
  const [isWanted, setIsWanted] = useState(false);
  const [isChoosing, setIsChoosing] = useState(false);
  const options = useSuggestions(text, cursor, isWanted);
  const isOpen = isWanted && options.length > 0;
  const problem = useProblem(text, value, isOpen);

  const place = (next: string, at: number) => {
    setDraft({ text: next, cursor: at, base: value });
    setIsChoosing(false);
    requestAnimationFrame(() => {
      inputRef.current?.setSelectionRange(at, at);
      inputRef.current?.focus();
    });
  };
  const placeAsked = useEffectEvent((asked: string) => {
    place(asked, asked.length);
    setIsWanted(true);
  });
  const apply = (q: string) => {
    const parsed = parseFilter(q);
    problem.showNow(q);
    if (!parsed.isValid) return;
    rememberFilter(projectId, q.trim());
    setIsWanted(false);
    if (q.trim() !== value) onApply(q.trim());
  };
  const pick = (option: FilterOption) => {
    place(option.text, option.cursor);
    if (option.isRecent) apply(option.text);
  };
  const pickAt = (index: number) => {
    const option = options[index];
    if (option) pick(option);
  };
  const keys = useOptionKeys({ count: options.length, onPick: pickAt });
  const asked = useStore(filterDraft);
  useEffect(() => {
    if (asked === null) return;
    filterDraft.set(null);
    placeAsked(asked.text);
  }, [asked]);
  useShortcut('/', () => inputRef.current?.select());
  useEffect(() => {
    if (overlayRef.current && inputRef.current) overlayRef.current.scrollLeft = inputRef.current.scrollLeft;
  });

  const act = (action: FilterKey, event: KeyboardEvent<HTMLInputElement>) => {
    const [first] = options;
    // First the list, then the field.
    if (action === 'close') setIsWanted(false);
    else if (action === 'leave') inputRef.current?.blur();
    else if (action === 'apply') apply(text);
    else if (action === 'list') keys.onKeyDown(event);
    else if (action === 'complete') pickAt(keys.active);
    else if (first) {
      keys.setActive(event.key === 'ArrowDown' ? 0 : options.length - 1);
      setIsChoosing(true);
    }
  };
  return {
    ...{ text, options, isOpen, isChoosing, keys, inputRef, overlayRef, pick, problem: problem.shown },
    open: () => setIsWanted(true),
    onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsWanted(false);
    },
    type: (next: string, at: number | null) => {
      setDraft({ text: next, cursor: at ?? next.length, base: value });
      setIsWanted(true);
      setIsChoosing(false);
      keys.setActive(0);
    },
    moveCursor: (at: number | null) =>
      setDraft((old) => (at === null || at === old.cursor ? old : { ...old, cursor: at })),
    followScroll: () => {
      if (overlayRef.current && inputRef.current) overlayRef.current.scrollLeft = inputRef.current.scrollLeft;
    },
    clear: () => {
      place('', 0);
      apply('');
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.nativeEvent.isComposing) return;
      const isAtWord = text.trim() !== '' && !text.endsWith(' ');
      const action = filterKey(event.key, event.shiftKey, { isOpen, isChoosing, isAtWord });
      if (action === null) return;
      event.preventDefault();
      act(action, event);
    },
  };
}

/** What is wrong, once typing has paused and nothing is offered: half a word is no mistake yet. */
function useProblem(text: string, value: string, isCompleting: boolean) {
  const settled = useSettled(text, 700);
  const [asked, setAsked] = useState<string | null>(null);
  const isDue = (text === settled && !isCompleting) || text === asked || text === value;
  const parsed = isDue ? parseFilter(text) : null;
  return { shown: parsed === null || parsed.isValid ? null : parsed.problem, showNow: setAsked };
}
