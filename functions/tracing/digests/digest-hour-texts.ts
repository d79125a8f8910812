import type { Ids } from '../../../shared/runtime/ids.ts';
import { millisecondsPerHour } from '../../../shared/storage/trace-digest-keys.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import type { TraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { TextWriting } from './text-writing.ts';
import { type TextBounds, type WriteTextsPorts, writeTexts } from './write-texts.ts';

export interface DigestTextsPorts extends WriteTextsPorts {
  texts: TraceTextDigests;
  ids: Ids;
}

/** `undigested`: the hour itself has no digest, or another one has come meanwhile, with which text becomes due again. */
export type TextsOutcome = 'digested' | 'undigested' | 'too large' | 'out of time';

/**
 * Digests the text of an hour's traces as it is now, for the digests of the hour that are there now. Whatever is written from when
 * these were made leaves a note, as long as they stand: so who believes them may believe the text.
 */
export async function digestHourTexts(
  of: ProjectHour,
  ports: DigestTextsPorts,
  bounds: TextBounds,
): Promise<TextsOutcome> {
  const { texts, clock, ids } = ports;
  const versions = await texts.versions(of);
  // Of a digest before this one, or of a run that died: what was deleted must not stay in any.
  const former = await texts.sortKeys(of);
  if (versions.size === 0) {
    await texts.remove(of, former);
    return 'undigested';
  }
  const writing = new TextWriting(of, ids(), ports);
  const time = { projectId: of.projectId, from: of.hour, to: of.hour + millisecondsPerHour };
  const outcome = await writeTexts({ time, shards: [...versions.keys()] }, writing, ports, bounds);
  if (outcome !== 'written') {
    if (outcome === 'too large') await texts.remove(of, former);
    return outcome;
  }
  const attached = await Promise.all(
    [...versions].map(([shard, version]) => texts.attach(of, shard, version, writing.digestOf(shard, clock()))),
  );
  const isAttached = attached.includes(true);
  if (isAttached) await texts.remove(of, former);
  else await writing.undo();
  return isAttached ? 'digested' : 'undigested';
}
