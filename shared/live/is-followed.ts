import { stableHash } from '../routing/stable-hash.ts';

/**
 * Whether a call is among the sample that is told. By the call's id, so that its start, first token and end stay together;
 * and nested: what is followed at a quarter is followed at a half, too.
 */
export function isFollowed(callId: string, fraction: number): boolean {
  return fraction >= 1 || stableHash(callId) < fraction;
}
