import { createHash } from 'node:crypto';
import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

/** In the core table. */
export const limitPrefix = 'LIMIT#';
export const limitKey = (projectId: string, limitId: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${limitPrefix}${keyPart(limitId)}`,
});

/** In the rollups table. A subject has a partition of its own, so that many keys or users do not meet in one. */
export const windowKey = (projectId: string, limitId: string, subject: string, window: number): ItemKey => ({
  pk: counterPartition(projectId, limitId, subject),
  sk: `MINUTE#${String(window).padStart(10, '0')}`,
});
export const leasesKey = (projectId: string, limitId: string, subject: string): ItemKey => ({
  pk: counterPartition(projectId, limitId, subject),
  sk: 'LEASES',
});

function counterPartition(projectId: string, limitId: string, subject: string): string {
  return `LIMIT_COUNTER#${keyPart(projectId)}#${keyPart(limitId)}#${subjectPart(subject)}`;
}

/** A key holds 1 to 2 KB, and a user id may be long and of any letters. */
export function subjectPart(subject: string): string {
  const escaped = keyPart(subject);
  return escaped.length <= 200 ? escaped : `*${createHash('sha256').update(subject).digest('base64url')}`;
}
