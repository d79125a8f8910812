import { decompressJson } from '../telemetry/compression.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { packTextStart, spansOfPackText } from '../telemetry/pack-codec.ts';
import type { StoredPayload, StoredSpan } from '../telemetry/stored-span.ts';
import { textsOf, textsOfSpan } from './span-texts.ts';
import { type PackTextPage, readPackTexts, type TraceReadPorts } from './trace-packs.ts';

/** Of one trace so much is looked at; a text beyond it is not found. */
export const maxSearchedBytes = 64 * 1024 * 1024;
const maxSearchedObjects = 200;
const concurrentObjects = 8;

export interface TextReader {
  look(texts: Iterable<string>): void;
  /** False if nothing that is looked for stands in any text of this JSON, so that it need not be decoded. */
  mayBeIn?(json: string): boolean;
  /** Whether nothing more has to be read. */
  isDone(): boolean;
}

/**
 * All texts of a trace's spans in which full text looks, within its bounds: first the packs, then large inputs and outputs. Answers how
 * many packs there were; null if not all were read.
 */
export async function readTraceTexts(
  { projectId, traceId }: { projectId: string; traceId: string },
  reader: TextReader,
  ports: TraceReadPorts,
): Promise<number | null> {
  const references: Reference[] = [];
  let bytesLeft = maxSearchedBytes;
  let packCount = 0;
  for await (const page of readPackTexts(projectId, traceId, ports)) {
    packCount += page.texts.length;
    for (const span of spansToLookAt(page, reader)) {
      reader.look(textsOfSpan(span));
      bytesLeft -= span.version.bytes;
      references.push(...referencesOf(span));
    }
    if (reader.isDone()) return null;
    if (bytesLeft <= 0) break;
  }
  await readObjects(references, bytesLeft, reader, ports);
  return bytesLeft <= 0 ? null : packCount;
}

/**
 * Which packs count towards the bounds matters only where something is left to be read after them: further pages, or objects. So
 * only where nothing is, those are left out in which nothing can be found.
 */
function* spansToLookAt({ texts, isWhole }: PackTextPage, reader: TextReader): Generator<StoredSpan> {
  const isAll = isWhole && !texts.some((text) => text.includes(referenceInJson));
  for (const text of texts) {
    const isKnown = isAll && text.startsWith(packTextStart);
    if (!isKnown || reader.mayBeIn?.(text) !== false) yield* spansOfPackText(text);
  }
}

/** As `JSON.stringify` writes the key; in a text its quotes would be escaped. */
const referenceInJson = '"reference":';

interface Reference {
  reference: string;
  bytes: number;
}

function referencesOf({ input, output }: StoredSpan): Reference[] {
  const payloads: (StoredPayload | null)[] = [input, output];
  return payloads.flatMap((payload) => (payload && 'reference' in payload ? [payload] : []));
}

/** Large inputs and outputs, which are objects in S3; last, because each is a request. */
async function readObjects(
  references: readonly Reference[],
  maxBytes: number,
  reader: TextReader,
  { blobs }: TraceReadPorts,
): Promise<void> {
  let bytesLeft = maxBytes;
  const admitted = references.slice(0, maxSearchedObjects).filter(({ bytes }) => {
    bytesLeft -= bytes;
    return bytesLeft >= 0;
  });
  await mapConcurrently(admitted, concurrentObjects, async ({ reference, bytes }) => {
    if (reader.isDone()) return;
    const compressed = await blobs.get(reference);
    if (compressed !== null) reader.look(textsOf(await decompressJson(compressed, bytes + 1024)));
  });
}
