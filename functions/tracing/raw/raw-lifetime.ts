import {
  type RetentionClass,
  retentionClassOf,
  retentionClassWithin,
} from '../../../shared/storage/retention-class.ts';
import type { RawObject } from './raw-store.ts';

/**
 * The lifecycle class of an object that is put when it is so old: it is there for as long as somebody may want it back, if its bytes
 * may be. Of a request with spans the two are the same, and of classes the shorter one wins: words do not outlive what they became.
 */
export function rawLifetime(
  { retentionDays, keptDays = retentionDays }: Pick<RawObject, 'retentionDays' | 'keptDays'>,
  ageDays = 0,
): RetentionClass {
  return retentionClassWithin(Math.min(retentionClassOf(retentionDays - ageDays), keptDays - ageDays));
}
