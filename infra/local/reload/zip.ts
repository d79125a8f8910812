import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: Uint8Array;
}

/** 1 January 1980, the beginning of time in ZIP: the same content always gives the same archive. */
const earliestDate = 0x21;
const deflated = 8;
const version = 20;
/** `-rw-r--r--` of a regular file, in the upper half of the external attributes. */
const fileMode = (0o100644 << 16) >>> 0;
const madeOnUnix = 3 << 8;

/** A ZIP archive of a few small files (APPNOTE 6.3.3; no ZIP64, so below 4 GiB). */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(content);
    const common = commonFields(nameBytes, content, packed);
    const local = Buffer.concat([signature(0x04034b50), common, nameBytes, packed]);
    directory.push(directoryEntry(common, nameBytes, offset));
    parts.push(local);
    offset += local.byteLength;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endOfDirectory(entries.length, central.byteLength, offset)]);
}

/** What a file's own header and its entry in the directory have in common. */
function commonFields(name: Buffer, content: Uint8Array, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(earliestDate, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.byteLength, 14);
  fields.writeUInt32LE(content.byteLength, 18);
  fields.writeUInt16LE(name.byteLength, 22);
  return fields;
}

function directoryEntry(common: Buffer, name: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(madeOnUnix | version);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(fileMode, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, common, rest, name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
