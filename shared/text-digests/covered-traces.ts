import { ByteNumberReader, writeNumber } from './byte-numbers.ts';
import { traceIdBytes } from './trace-id-table.ts';

/** A trace as it was when its text was read. */
export interface CoveredTrace {
  /** 32 hexadecimal digits in lower case. */
  traceId: string;
  /** Of META: grows with every write of the trace. */
  version: number;
  /** Epoch milliseconds. */
  start: number;
}

const isCoverable = /^[0-9a-f]{32}$/;

/** Whether an id can be written; no other is one of a trace of OpenTelemetry. */
export function isCoverableId(traceId: string): boolean {
  return isCoverable.test(traceId);
}

/** How many there are, their versions, their ids, and in which second after `from` each started. */
export function encodeCoveredTraces(traces: readonly CoveredTrace[], from: number): Uint8Array {
  const [versions, starts]: [number[], number[]] = [[], []];
  writeNumber(traces.length, versions);
  for (const { version, start } of traces) {
    writeNumber(version, versions);
    writeNumber(Math.floor((start - from) / 1000), starts);
  }
  const ids = Buffer.from(traces.map(({ traceId }) => traceId).join(''), 'hex');
  return Buffer.concat([Uint8Array.from(versions), ids, Uint8Array.from(starts)]);
}

/** Of each its version, and where in the bytes the ids begin, one after the other: a search reads ten thousands. */
export function readCoveredTraces(bytes: Uint8Array): { versions: readonly number[]; idsAt: number } {
  const reader = new ByteNumberReader(bytes);
  const versions = Array.from({ length: reader.read() }, () => reader.read());
  return { versions, idsAt: reader.offset };
}

/** With the second in which each started, as epoch milliseconds. */
export function decodeCoveredTraces(bytes: Uint8Array, from: number): CoveredTrace[] {
  const { versions, idsAt } = readCoveredTraces(bytes);
  const ids = Buffer.from(bytes.buffer, bytes.byteOffset + idsAt, versions.length * traceIdBytes);
  const starts = new ByteNumberReader(bytes.subarray(idsAt + ids.length));
  return versions.map((version, place) => ({
    traceId: ids.toString('hex', place * traceIdBytes, (place + 1) * traceIdBytes),
    ...{ version, start: from + starts.read() * 1000 },
  }));
}
