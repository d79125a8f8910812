import { compressText } from '../../../shared/telemetry/compression.ts';
import { annotationsPath } from '../raw/decode-raw-object.ts';
import type { RawObject } from '../raw/raw-store.ts';

const secondsPerDay = 86_400;

interface AnnotationTimes {
  /** Epoch milliseconds. */
  receivedAt: number;
  /** When the trace that it is said of expires, epoch seconds. It may be older than what is said. */
  keepUntil: number;
  /** For how long the project keeps things. */
  keptDays: number;
}

/** What was said, as JSON, as an object of the archive that expires with its trace. */
export async function toAnnotationObject(
  said: string,
  { receivedAt, keepUntil, keptDays }: AnnotationTimes,
): Promise<RawObject> {
  return {
    ...{ path: annotationsPath, keyId: null, contentType: 'application/json', contentEncoding: 'zstd' },
    body: await compressText(said),
    retentionDays: Math.max(0, (keepUntil - receivedAt / 1000) / secondsPerDay),
    keptDays,
  };
}
