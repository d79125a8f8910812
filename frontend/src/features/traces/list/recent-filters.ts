import { readLocal, writeLocal } from '../../../lib/local-value.ts';

const kept = 8;
const nameOf = (projectId: string) => `recent-filters.${projectId}`;

/** The filters that were used last in this browser, newest first. */
export function readRecentFilters(projectId: string): string[] {
  try {
    const held: unknown = JSON.parse(readLocal(nameOf(projectId)) ?? '[]');
    return Array.isArray(held) ? held.filter((each) => typeof each === 'string').slice(0, kept) : [];
  } catch {
    return [];
  }
}

export function rememberFilter(projectId: string, q: string): void {
  if (q.trim() === '') return;
  const others = readRecentFilters(projectId).filter((each) => each !== q);
  writeLocal(nameOf(projectId), JSON.stringify([q, ...others].slice(0, kept)));
}
