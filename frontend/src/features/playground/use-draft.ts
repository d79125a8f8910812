import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ActionDispatch, useEffect, useReducer } from 'react';
import { readLocal, writeLocal } from '../../lib/local-value.ts';
import { changeDraft, type Draft, type DraftChange } from './draft.ts';
import { draftOf, parseDraft, searchOf, serialiseDraft } from './playground-search.ts';

/** What the browser remembers the draft under. */
export const playgroundDraftName = 'playground';
/** Browsers refuse more than about a hundred changes of the address in ten seconds. */
const pauseMs = 300;

/** The draft, which starts from the URL and what the browser remembers, and is kept in both. */
export function useDraft(): [Draft, ActionDispatch<[DraftChange]>] {
  const search = useSearch({ from: '/shell/playground' });
  const navigate = useNavigate({ from: '/playground' });
  const [draft, change] = useReducer(changeDraft, null, () =>
    draftOf(search, parseDraft(readLocal(playgroundDraftName))),
  );
  useEffect(() => {
    writeLocal(playgroundDraftName, serialiseDraft(draft));
    const timer = setTimeout(
      () => void navigate({ search: searchOf(draft), replace: true, resetScroll: false }),
      pauseMs,
    );
    return () => clearTimeout(timer);
  }, [draft, navigate]);
  return [draft, change];
}
