import { sessionStore } from '../../lib/session.ts';
import { createLiveFeed, type LiveFeed } from './create-live-feed.ts';

/** What was seen of one project. It outlives the page, so that who comes back to it finds the calls that were there. */
export interface LiveVisit {
  projectId: string;
  beatsFast: boolean;
  feed: LiveFeed;
  /** Since when nothing is heard; null while something is, or before anything was. */
  lostAt: number | null;
}

let visit: LiveVisit | null = null;

// Nothing of a session stays in memory.
sessionStore.subscribe(() => {
  if (sessionStore.get() === null) visit = null;
});

/** The visit of a project: another project begins with nothing, and takes the place of what was seen of this one. */
export function visitOf({ projectId, beatsFast }: Pick<LiveVisit, 'projectId' | 'beatsFast'>): LiveVisit {
  if (visit?.projectId !== projectId || visit.beatsFast !== beatsFast) {
    visit = { projectId, beatsFast, feed: createLiveFeed({ now: Date.now, beatsFast }), lostAt: null };
  }
  return visit;
}
