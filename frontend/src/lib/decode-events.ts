/** One event of a `text/event-stream`. `event` is `message` unless the stream names it. */
export interface ServerSentEvent {
  event: string;
  data: string;
  id: string;
}

/**
 * Decodes server-sent events from text however it is cut, by the rules of the HTML standard: CR, LF and CRLF end
 * lines, `data` lines are joined, lines that start with a colon are heartbeats, an unfinished event at the end is dropped.
 */
export function createEventDecoder(): (text: string) => ServerSentEvent[] {
  let rest = '';
  let isStart = true;
  let pending = emptyEvent('');

  function takeLine(line: string, events: ServerSentEvent[]): void {
    if (line !== '') {
      pending = withField(pending, line);
      return;
    }
    if (pending.data.length > 0) {
      events.push({ event: pending.event || 'message', data: pending.data.join('\n'), id: pending.id });
    }
    pending = emptyEvent(pending.id);
  }

  return (text) => {
    if (text === '') return [];
    const buffer = isStart ? text.replace(/^\uFEFF/, '') : rest + text;
    isStart = false;
    const { lines, remainder } = splitLines(buffer);
    rest = remainder;
    const events: ServerSentEvent[] = [];
    for (const line of lines) takeLine(line, events);
    return events;
  };
}

interface PendingEvent {
  event: string;
  data: string[];
  id: string;
}

/** The last id stays in force for the events that follow. */
const emptyEvent = (id: string): PendingEvent => ({ event: '', data: [], id });

/** A carriage return at the very end may be half of a CRLF, so it waits for what follows. */
function splitLines(buffer: string): { lines: string[]; remainder: string } {
  const heldBack = buffer.endsWith('\r') ? '\r' : '';
  const lines = buffer.slice(0, buffer.length - heldBack.length).split(/\r\n|\r|\n/);
  const remainder = (lines.pop() ?? '') + heldBack;
  return { lines, remainder };
}

function withField(pending: PendingEvent, line: string): PendingEvent {
  const colon = line.indexOf(':');
  if (colon === 0) return pending;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') pending.data.push(value);
  if (name === 'event') pending.event = value;
  if (name === 'id' && !value.includes('\0')) pending.id = value;
  return pending;
}

/** The same for a response body. */
export function decodeEvents(body: ReadableStream<Uint8Array>): ReadableStream<ServerSentEvent> {
  const decode = createEventDecoder();
  const utf8 = new TextDecoder();
  return body.pipeThrough(
    new TransformStream<Uint8Array, ServerSentEvent>({
      transform(bytes, controller) {
        for (const event of decode(utf8.decode(bytes, { stream: true }))) controller.enqueue(event);
      },
    }),
  );
}
