import type { Ids } from '../../../shared/runtime/ids.ts';
import type { TextProgress } from '../../../shared/storage/text-progress.ts';
import { millisecondsPerHour } from '../../../shared/storage/trace-digest-keys.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import type { TraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { textIdOf, textSortKeys } from '../../../shared/storage/trace-text-keys.ts';
import { TextWriting } from './text-writing.ts';
import { type TextBounds, type WriteTextsPorts, writeTexts } from './write-texts.ts';

export interface DigestTextsPorts extends WriteTextsPorts {
  texts: TraceTextDigests;
  ids: Ids;
}

/** `undigested`: the hour itself has no digest, or another one has come meanwhile, with which text becomes due again. */
export type TextsOutcome = 'digested' | 'undigested' | 'too large' | UnfinishedTexts;

interface UnfinishedTexts {
  /** Null if nothing came of it. */
  progress: TextProgress | null;
}

/**
 * Digests the text of an hour's traces as it is now, for the digests of the hour that are there now. Whatever is written from when
 * these were made leaves a note, as long as they stand: so who believes them may believe the text, however many runs it took.
 */
export async function digestHourTexts(
  of: ProjectHour,
  ports: DigestTextsPorts,
  bounds: TextBounds,
  found?: TextProgress,
): Promise<TextsOutcome> {
  const { texts, ids } = ports;
  const versions = await texts.versions(of);
  // Of a digest before this one, or of a run that died: what was deleted must not stay in any.
  const keys = await texts.sortKeys(of);
  if (versions.size === 0) {
    await texts.remove(of, keys);
    return 'undigested';
  }
  const goesOn = found !== undefined && isOf(versions, found) && isAllThatIsThere(of, found, keys);
  const own = found === undefined ? [] : keysOfId(keys, found.text.id);
  // Of an hour that was digested anew since.
  if (!goesOn) await texts.remove(of, own);
  const progress = goesOn ? found : undefined;
  const writing = new TextWriting(of, progress?.text.id ?? ids(), { texts, progress });
  const former = keys.filter((key) => !own.includes(key));
  return await writeAndAttach(of, { versions, former, writing, progress }, ports, bounds);
}

interface HourWriting {
  versions: ReadonlyMap<number, string>;
  former: readonly string[];
  writing: TextWriting;
  progress: TextProgress | undefined;
}

async function writeAndAttach(
  of: ProjectHour,
  { versions, former, writing, progress }: HourWriting,
  ports: DigestTextsPorts,
  bounds: TextBounds,
): Promise<TextsOutcome> {
  const { texts, clock } = ports;
  const time = { projectId: of.projectId, from: of.hour, to: of.hour + millisecondsPerHour };
  const shards = [...versions.keys()];
  const outcome = await writeTexts({ time, shards }, writing, ports, { ...bounds, isPaused: true });
  if (outcome === 'out of time') return { progress: await pauseAfter(progress, writing, versions) };
  if (outcome === 'too large') {
    await texts.remove(of, former);
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

/** What there is now; null if that is no more than before, which is not worth another run. */
async function pauseAfter(
  before: TextProgress | undefined,
  writing: TextWriting,
  versions: ReadonlyMap<number, string>,
): Promise<TextProgress | null> {
  const last = writing.lastAdded;
  const isMore = last !== null && (last.shard !== before?.shard || last.start !== before.start);
  const written = isMore ? await writing.pause() : null;
  if (written !== null) return { ...written, versions: Object.fromEntries(versions) };
  await writing.undo();
  return null;
}

function isOf(versions: ReadonlyMap<number, string>, { versions: found }: TextProgress): boolean {
  return Object.keys(found).length === versions.size && [...versions].every(([shard, id]) => found[shard] === id);
}

/**
 * A run that died may have written more, which must not be written again under the same name: a search that is told of it might read
 * what was there before.
 */
function isAllThatIsThere({ hour }: ProjectHour, { text }: TextProgress, keys: readonly string[]): boolean {
  const known = new Set(textSortKeys(hour, text));
  return keysOfId(keys, text.id).every((key) => known.delete(key)) && known.size === 0;
}

const keysOfId = (keys: readonly string[], id: string): string[] => keys.filter((key) => textIdOf(key) === id);
