import { ProviderError } from '../providers/provider-error.ts';

/** One server-sent event: its bytes as they came, blank line included, and its data. */
export interface SseEvent {
  bytes: Uint8Array;
  /** Null for comments and events without data. */
  data: string | null;
}

/** One network chunk's worth of events. */
export type EventBatch<E = SseEvent> = readonly E[];

/** Larger than any event has reason to be; without a bound an endless line would fill the memory. */
const maxEventBytes = 16 * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts a byte stream into whole events (WHATWG HTML §9.2.6). What comes out is exactly what came in; only the cuts
 * between chunks move, so that each stands between two events.
 */
export async function* splitEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<EventBatch> {
  const splitter = createEventSplitter();
  for await (const chunk of chunks) {
    const events = splitter.push(chunk);
    if (events.length > 0) yield events;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

export interface EventSplitter {
  /** The events that end in this chunk; throws where one becomes too long. */
  push(chunk: Uint8Array): EventBatch;
  /** What is left at the end of the stream. */
  end(): EventBatch;
}

/** The same, without a step of its own in a chain of iterators. */
export function createEventSplitter(): EventSplitter {
  let rest: Buffer = Buffer.alloc(0);
  /** Of a line that has not ended. */
  let unread: Buffer[] = [];
  let unreadBytes = 0;
  return {
    push(chunk) {
      requireBound(rest.byteLength + unreadBytes);
      const incoming = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const isInLine = continuesLine(unread.at(-1) ?? rest, incoming);
      unread.push(incoming);
      unreadBytes += incoming.byteLength;
      if (isInLine) return [];
      const bytes = rest.byteLength === 0 && unread.length === 1 ? incoming : Buffer.concat([rest, ...unread]);
      const { events, consumed } = takeEvents(bytes);
      rest = bytes.subarray(consumed);
      unread = [];
      unreadBytes = 0;
      return events;
    },
    end() {
      const bytes = Buffer.concat([rest, ...unread]);
      // A last event may lack its blank line; what ends inside a line was cut.
      return bytes.at(-1) === lineFeed || bytes.at(-1) === carriageReturn ? [toEvent(bytes)] : [];
    },
  };
}

/**
 * Whether a chunk only goes on with a line, and so ends no event. Joined to what came before with each chunk, a long line
 * would cost the square of its length.
 */
function continuesLine(before: Buffer, incoming: Buffer): boolean {
  return before.at(-1) !== carriageReturn && !incoming.includes(lineFeed) && !incoming.includes(carriageReturn);
}

function requireBound(bytes: number): void {
  if (bytes <= maxEventBytes) return;
  throw new ProviderError(
    'provider_invalid_response',
    `The provider sent an event of more than ${maxEventBytes} bytes.`,
  );
}

interface Cut {
  events: SseEvent[];
  consumed: number;
}

function takeEvents(bytes: Buffer): Cut {
  return bytes.includes(carriageReturn) ? takeByLines(bytes) : takeByPairs(bytes);
}

/** Most providers end lines with a line feed alone, so that two of them end an event. */
function takeByPairs(bytes: Buffer): Cut {
  const events: SseEvent[] = [];
  let start = 0;
  for (;;) {
    const end = bytes[start] === lineFeed ? start + 1 : endOfPair(bytes, start);
    if (end === null) return { events, consumed: start };
    events.push(toEvent(bytes.subarray(start, end)));
    start = end;
  }
}

function endOfPair(bytes: Buffer, from: number): number | null {
  const pair = bytes.indexOf('\n\n', from);
  return pair < 0 ? null : pair + 2;
}

function takeByLines(bytes: Buffer): Cut {
  const events: SseEvent[] = [];
  let start = 0;
  let at = 0;
  for (;;) {
    const end = endOfBlankLine(bytes, at);
    if (end === null) return { events, consumed: start };
    if (end.isBlank) {
      events.push(toEvent(bytes.subarray(start, end.next)));
      start = end.next;
    }
    at = end.next;
  }
}

/** Reads one line from `from`; null if its end has not come. A CR at the very end may yet be half of a CRLF. */
function endOfBlankLine(bytes: Buffer, from: number): { next: number; isBlank: boolean } | null {
  const feed = bytes.indexOf(lineFeed, from);
  const limit = feed < 0 ? bytes.length : feed;
  const cr = bytes.subarray(from, limit).indexOf(carriageReturn);
  if (cr < 0) return feed < 0 ? null : { next: feed + 1, isBlank: feed === from };
  const at = from + cr;
  if (at + 1 >= bytes.length) return null;
  return { next: bytes[at + 1] === lineFeed ? at + 2 : at + 1, isBlank: at === from };
}

function toEvent(bytes: Buffer): SseEvent {
  const text = bytes.toString('utf8');
  return { bytes, data: onlyDataIn(text) ?? dataIn(text) };
}

/** Most events are one line of data; null if this is another. */
function onlyDataIn(text: string): string | null {
  const end = text.length - 2;
  if (!text.startsWith('data: ') || text.indexOf('\n') !== end || text.includes('\r')) return null;
  return text.slice('data: '.length, end);
}

function dataIn(text: string): string | null {
  const data: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.startsWith('data:')) data.push(line.slice(line.charCodeAt(5) === 0x20 ? 6 : 5));
  }
  return data.length === 0 ? null : data.join('\n');
}
