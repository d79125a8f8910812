import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

export const replayPartition = (projectId: string): string => `${projectPartition(projectId)}#REPLAYS`;

/** The id is a UUIDv7, so replays sort by the time they were made. */
export const replayKey = (projectId: string, replayId: string): ItemKey => ({
  pk: replayPartition(projectId),
  sk: keyPart(replayId),
});
