import { useEffect, useMemo } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import { liveTopic } from '../../../../shared/live/live-topic.ts';
import { useProjectId } from '../../lib/project.ts';
import { realtime, useTopic } from '../../lib/realtime.ts';
import { useMedia } from '../../ui/use-media.ts';
import type { LiveFeed } from './create-live-feed.ts';
import { type LiveVisit, visitOf } from './live-visit.ts';

/** What comes after a pause waits no longer than this. */
const beatMs = 20;

/** The calls of the selected project as they happen while the page is open, and those of before it was left. */
export function useLiveFeed(): LiveFeed {
  const projectId = useProjectId();
  const wantsLessMotion = useMedia('(prefers-reduced-motion: reduce)');
  const visit = useMemo(() => visitOf({ projectId, beatsFast: !wantsLessMotion }), [projectId, wantsLessMotion]);
  const { feed } = visit;
  useEffect(() => {
    const timer = setInterval(feed.beat, beatMs);
    return () => clearInterval(timer);
  }, [feed]);
  const away = useAway(visit);
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

/** How long nothing was heard by the time it is asked; null before anything was. */
function useAway(visit: LiveVisit): () => number | null {
  useEffect(() => {
    const lose = () => {
      const wasHeard = visit.feed.snapshot.get().state.heardSince !== null;
      if (wasHeard) visit.lostAt ??= Date.now();
    };
    const stop = realtime.state.subscribe(() => {
      if (realtime.state.get() !== 'live') lose();
    });
    return () => {
      stop();
      lose();
    };
  }, [visit]);
  return () => {
    const since = visit.lostAt;
    visit.lostAt = null;
    return since === null ? null : Date.now() - since;
  };
}
