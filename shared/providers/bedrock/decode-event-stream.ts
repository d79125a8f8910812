import { crc32 } from 'node:zlib';
import { ProviderError } from '../provider-error.ts';
import { readEventHeaders } from './read-event-headers.ts';

/** One message of an AWS event stream. */
export interface EventStreamMessage {
  headers: Readonly<Record<string, string>>;
  payload: Buffer;
}

/** Total length, length of the headers, checksum of both. */
const preludeBytes = 12;
const checksumBytes = 4;
/** AWS's own limits: 16 MiB of payload, 128 KiB of headers. */
const maxMessageBytes = 16 * 1024 * 1024 + 128 * 1024 + preludeBytes + checksumBytes;

/**
 * Cuts a byte stream into the messages of AWS's binary event stream and checks both checksums of each. What came before a
 * broken message in the same chunk still goes out. A stream that ends inside a message was cut; what reads it knows
 * whether its end had come.
 */
export async function* decodeEventStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<EventStreamMessage[]> {
  let unread: Buffer[] = [];
  let unreadBytes = 0;
  let wanted = preludeBytes;
  for await (const chunk of chunks) {
    unread.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    unreadBytes += chunk.byteLength;
    // Joined with each chunk, a large message would cost the square of its length.
    if (unreadBytes < wanted) continue;
    const taken = takeMessages(unread.length === 1 && unread[0] ? unread[0] : Buffer.concat(unread));
    unread = [taken.rest];
    unreadBytes = taken.rest.byteLength;
    wanted = taken.wanted;
    if (taken.messages.length > 0) yield taken.messages;
    if (taken.failure !== null) throw taken.failure;
  }
}

interface Taken {
  messages: EventStreamMessage[];
  rest: Buffer;
  /** Bytes without which nothing can be taken from the rest. */
  wanted: number;
  failure: unknown;
}

function takeMessages(bytes: Buffer): Taken {
  const messages: EventStreamMessage[] = [];
  let rest = bytes;
  try {
    let size = nextSize(rest);
    while (size !== null && rest.byteLength >= size) {
      messages.push(decodeMessage(rest.subarray(0, size)));
      rest = rest.subarray(size);
      size = nextSize(rest);
    }
    return { messages, rest, wanted: size ?? preludeBytes, failure: null };
  } catch (failure) {
    return { messages, rest, wanted: 0, failure };
  }
}

/** The size of the message that begins here; null if that is not known yet. */
function nextSize(bytes: Buffer): number | null {
  if (bytes.byteLength < preludeBytes) return null;
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8)) throw broken('the checksum of its length is wrong');
  const size = bytes.readUInt32BE(0);
  const least = preludeBytes + bytes.readUInt32BE(4) + checksumBytes;
  if (size < least || size > maxMessageBytes) throw broken(`its length cannot be ${size} bytes`);
  return size;
}

function decodeMessage(bytes: Buffer): EventStreamMessage {
  const end = bytes.byteLength - checksumBytes;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32BE(end)) throw broken('its checksum is wrong');
  const headersEnd = preludeBytes + bytes.readUInt32BE(4);
  const headers = readEventHeaders(bytes.subarray(preludeBytes, headersEnd));
  if (headers === null) throw broken('its headers do not add up');
  return { headers, payload: bytes.subarray(headersEnd, end) };
}

function broken(how: string): ProviderError {
  return new ProviderError('provider_invalid_response', `The provider sent an event that is broken: ${how}.`);
}
