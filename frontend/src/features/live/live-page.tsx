import { getRouteApi } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { memo, useCallback, useMemo } from 'react';
import { parseFilter } from '../../../../shared/trace-filter/parse-filter.ts';
import { useStoreInTransition } from '../../lib/create-store.ts';
import { compact } from '../../lib/read-search.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { LiveFeed } from './create-live-feed.ts';
import { createCallFilter, listCalls, type SlowRule } from './filter-calls.ts';
import { LiveContent } from './live-content.tsx';
import { KeyNamesContext, SlowRuleContext, TraceLinksContext } from './live-contexts.ts';
import { LiveFigures } from './live-figures.tsx';
import { LiveFilters } from './live-filters.tsx';
import { LiveNotices } from './live-notices.tsx';
import { LivePanel } from './live-panel.tsx';
import type { LiveSearch } from './live-search.ts';
import { useKeyNameMap } from './use-key-name-map.ts';
import { useLiveFeed } from './use-live-feed.ts';
import { useTraceLinks } from './use-trace-links.ts';

const route = getRouteApi('/shell/live');
const nothing = { isValid: true, filter: { kind: 'and', of: [] } } as const;

/** `/live`: calls as they start, stream and end. */
export function LivePage() {
  const feed = useLiveFeed();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const keyNames = useKeyNameMap();
  const set = useCallback(
    (part: { [K in keyof LiveSearch]?: LiveSearch[K] | undefined }) =>
      void navigate({ search: (old) => compact({ ...old, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const isOpen = search.trace !== undefined;
  // Back closes it: leaving the page would lose every call that was seen.
  const openTrace = useCallback(
    (trace: string) =>
      void navigate({ search: (old) => compact({ ...old, trace }), replace: isOpen, resetScroll: false }),
    [navigate, isOpen],
  );
  const closeTrace = useCallback(
    () =>
      void navigate({
        search: ({ q, state, order, slow }) => compact({ q, state, order, slow }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return (
    <KeyNamesContext value={keyNames}>
      <TraceLinksContext value={useTraceLinks(search, openTrace)}>
        <LiveView feed={feed} search={search} onChange={set} onOpen={openTrace} onClose={closeTrace} />
      </TraceLinksContext>
    </KeyNamesContext>
  );
}

interface LiveViewProps {
  feed: LiveFeed;
  search: LiveSearch;
  onChange: (part: { [K in keyof LiveSearch]?: LiveSearch[K] | undefined }) => void;
  onOpen: (traceId: string) => void;
  onClose: () => void;
}

/** What renders with every beat. */
function LiveView({ feed, search, onChange, onOpen, onClose }: LiveViewProps) {
  const { state, shown, pausedAt, isHeld, waitingCount } = useStoreInTransition(feed.snapshot);
  const now = useStoreInTransition(feed.clock);
  const { filter, problem } = useFilter(search.q ?? '');
  const slow = useMemo<SlowRule>(
    () => ({ fixedMs: search.slow, durations: state.durations }),
    [search.slow, state.durations],
  );
  const calls = listCalls(shown.values(), { now: Date.now(), search, matches: filter, slow });
  const open = search.trace;
  return (
    <Page
      title="Live"
      meta={pausedAt === null ? null : <PauseNote isHeld={isHeld} waitingCount={waitingCount} />}
      action={<PauseButton feed={feed} isPaused={pausedAt !== null && !isHeld} />}
      filters={<LiveFilters search={search} problem={problem} onChange={onChange} />}
      panel={
        open === undefined ? null : (
          <LivePanel
            key={open}
            traceId={open}
            now={now}
            slow={slow}
            calls={[...state.calls.values()].filter(({ traceId }) => traceId === open)}
            onClose={onClose}
          />
        )
      }
    >
      <LiveFigures state={state} />
      <LiveNotices state={state} />
      <SlowRuleContext value={slow}>
        <LiveContent
          feed={feed}
          now={now}
          calls={calls}
          search={search}
          isListening={state.heardSince !== null}
          isEmpty={shown.size === 0}
          onOpen={onOpen}
          onClear={() => onChange({ q: undefined, state: undefined })}
        />
      </SlowRuleContext>
    </Page>
  );
}

/** While the text is wrong all calls are shown, and what is wrong is said beside it. */
function useFilter(text: string) {
  return useMemo(() => {
    const parsed = text.trim() === '' ? nothing : parseFilter(text);
    return {
      filter: createCallFilter(parsed.isValid ? parsed.filter : nothing.filter),
      problem: parsed.isValid ? null : parsed.problem,
    };
  }, [text]);
}

const PauseButton = memo(function PauseButton({ feed, isPaused }: { feed: LiveFeed; isPaused: boolean }) {
  const toggle = isPaused ? feed.resume : feed.pause;
  useShortcut('p', toggle);
  return (
    <Button
      icon={isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
      data-tip={isPaused ? 'Catch up (p)' : 'Hold the list still (p); figures go on'}
      onClick={toggle}
    >
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  );
});

function PauseNote({ isHeld, waitingCount }: { isHeld: boolean; waitingCount: number }) {
  return (
    <span
      data-tip={isHeld ? 'The list holds still while you point at it, walk through it or have scrolled.' : undefined}
    >
      {isHeld ? 'Held' : 'Paused'} · {waitingCount} new {waitingCount === 1 ? 'call' : 'calls'}
    </span>
  );
}
