import { type KeyboardEvent, useState } from 'react';
import { parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';
import { useProjectId } from '../../../lib/project.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { useOptionKeys } from '../../../ui/use-option-keys.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { type FilterKey, filterKey } from './filter-key.ts';
import { rememberFilter } from './recent-filters.ts';
import { useFilterDraft } from './use-filter-draft.ts';
import { type FilterOption, useSuggestions } from './use-suggestions.ts';

interface FilterBarOptions {
  value: string;
  onApply: (q: string) => void;
}

/** What the filter bar does: typing, completing, applying. */
export function useFilterBar({ value, onApply }: FilterBarOptions) {
  const projectId = useProjectId();
  const [isWanted, setIsWanted] = useState(false);
  const [isChoosing, setIsChoosing] = useState(false);
  const draft = useFilterDraft(value, () => setIsWanted(true));
  const { text, inputRef } = draft;
  const options = useSuggestions(text, draft.cursor, isWanted);
  const isOpen = isWanted && options.length > 0;
  const problem = useProblem(text, value, isOpen);
  const apply = (q: string) => {
    problem.showNow(q);
    if (!parseFilter(q).isValid) return;
    rememberFilter(projectId, q.trim());
    setIsWanted(false);
    if (q.trim() !== value) onApply(q.trim());
  };
  const pick = (option: FilterOption) => {
    draft.place(option.text, option.cursor);
    setIsChoosing(false);
    if (option.isRecent) apply(option.text);
  };
  const pickAt = (index: number) => {
    const option = options[index];
    if (option) pick(option);
  };
  const keys = useOptionKeys({ count: options.length, onPick: pickAt });
  useShortcut('/', () => inputRef.current?.select());
  const actions: Record<FilterKey, (event: KeyboardEvent) => void> = {
    // First the list, then the field.
    close: () => setIsWanted(false),
    leave: () => inputRef.current?.blur(),
    apply: () => apply(text),
    complete: () => pickAt(keys.active),
    list: keys.onKeyDown,
    'enter-list': (event) => {
      keys.setActive(event.key === 'ArrowDown' ? 0 : options.length - 1);
      setIsChoosing(true);
    },
  };
  return {
    ...{ text, inputRef, options, isOpen, isChoosing, keys, pick },
    problem: problem.shown,
    moveCursor: draft.moveCursor,
    open: () => setIsWanted(true),
    close: () => setIsWanted(false),
    type: (next: string, at: number | null) => {
      draft.type(next, at ?? next.length);
      setIsWanted(true);
      setIsChoosing(false);
      keys.setActive(0);
    },
    clear: () => {
      draft.place('', 0);
      apply('');
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      const isAtWord = text.trim() !== '' && !text.endsWith(' ');
      const action = filterKey(event.key, event.shiftKey, { isOpen, isChoosing, isAtWord });
      if (action === null) return;
      event.preventDefault();
      actions[action](event);
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
