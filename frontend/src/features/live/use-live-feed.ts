import { useEffect, useMemo, useRef } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import { liveTopic } from '../../../../shared/live/live-topic.ts';
import { useProjectId } from '../../lib/project.ts';
import { realtime, useTopic } from '../../lib/realtime.ts';
import { useMedia } from '../../ui/use-media.ts';
import { createLiveFeed, type LiveFeed } from './create-live-feed.ts';

/** What comes after a pause waits no longer than this. */
const beatMs = 20;

/** The calls of the selected project as they happen, for as long as the page is open. */
export function useLiveFeed(): LiveFeed {
  const projectId = useProjectId();
  const wantsLessMotion = useMedia('(prefers-reduced-motion: reduce)');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another project begins with nothing
  const feed = useMemo(
    () => createLiveFeed({ now: Date.now, beatsFast: !wantsLessMotion }),
    [projectId, wantsLessMotion],
  );
  useEffect(() => {
    const timer = setInterval(feed.beat, beatMs);
    return () => clearInterval(timer);
  }, [feed]);
  const away = useAway(feed);
  useTopic(liveTopic(projectId), {
    onEvent: () => undefined,
    onEvents: ({ events, sampledFraction, missedCount }) =>
      feed.push({ kind: 'events', events, sampledFraction, missedCount }),
    onGap: () => feed.push({ kind: 'listening', awayMs: away() }),
  });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => feed.push({ kind: 'trace', trace }),
    onGap: () => undefined,
  });
  return feed;
}

/** How long the connection was away by the time it is asked; null before it was there at all. */
function useAway(feed: LiveFeed): () => number | null {
  const lostAt = useRef<number | null>(null);
  useEffect(() => {
    lostAt.current = null;
    return realtime.state.subscribe(() => {
      const wasHeard = feed.snapshot.get().state.heardSince !== null;
      if (wasHeard && realtime.state.get() !== 'live') lostAt.current ??= Date.now();
    });
  }, [feed]);
  return () => {
    const since = lostAt.current;
    lostAt.current = null;
    return since === null ? null : Date.now() - since;
  };
}
