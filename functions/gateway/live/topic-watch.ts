import type { Clock } from '../../../shared/runtime/clock.ts';

/** A console that opens is noticed within this time. */
const freshForMs = 5_000;
const maxProjects = 1_000;

export interface TopicWatch {
  /** Whether somebody listens to a project's calls; a promise where that has to be looked up first. */
  isWatched(projectId: string): boolean | Promise<boolean>;
}

interface Known {
  isWatched: boolean;
  at: number;
  reading: Promise<boolean> | null;
}

/**
 * What this process knows of who watches: read at most every 5 s for each project, once however many calls ask. A process
 * that was frozen does not go by what it knew before. What cannot be read counts as watched by nobody.
 */
export function createTopicWatch(ports: {
  hasListeners(projectId: string): Promise<boolean>;
  clock: Clock;
  onError(error: unknown): void;
}): TopicWatch {
  const projects = new Map<string, Known>();

  async function read(known: Known, projectId: string): Promise<boolean> {
    try {
      known.isWatched = await ports.hasListeners(projectId);
    } catch (error) {
      known.isWatched = false;
      ports.onError(error);
    }
    known.at = ports.clock();
    known.reading = null;
    return known.isWatched;
  }

  function knownOf(projectId: string): Known {
    const found = projects.get(projectId);
    if (found) return found;
    // A process that serves so many projects starts anew rather than to grow.
    if (projects.size >= maxProjects) projects.clear();
    const known: Known = { isWatched: false, at: Number.NEGATIVE_INFINITY, reading: null };
    projects.set(projectId, known);
    return known;
  }

  return {
    isWatched(projectId) {
      const known = knownOf(projectId);
      if (known.reading === null && ports.clock() - known.at < freshForMs) return known.isWatched;
      known.reading ??= read(known, projectId);
      return known.reading;
    },
  };
}
