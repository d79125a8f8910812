import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventDecoder, decodeEvents, type ServerSentEvent } from './decode-events.ts';

const decodeAll = (...parts: string[]) => {
  const decode = createEventDecoder();
  return parts.flatMap((part) => decode(part));
};

describe('decoding server-sent events', () => {
  it('joins data lines and keeps names and ids', () => {
    expect(decodeAll('id: 7\nevent: note\ndata: a\ndata:b\n\ndata: c\n\n')).toEqual([
      { event: 'note', data: 'a\nb', id: '7' },
      { event: 'message', data: 'c', id: '7' },
    ]);
  });

  it('ignores heartbeats, unknown fields, a byte order mark and an unfinished event', () => {
    expect(decodeAll('\uFEFF: ping\n\nretry: 5\nfoo\ndata: x\n\ndata: half')).toEqual([
      { event: 'message', data: 'x', id: '' },
    ]);
  });

  it('takes an empty data line, and strips one space only', () => {
    expect(decodeAll('data\n\n', 'data:  two\n\n').map((event) => event.data)).toEqual(['', ' two']);
  });

  it('reads the same events however the bytes are cut and whichever line ends are used', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n\0\uFEFF]/g, '·'));
    const event = fc.record({ event: line, data: fc.array(line, { minLength: 1, maxLength: 3 }), id: line });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 6 }),
        fc.constantFrom('\n', '\r', '\r\n'),
        fc.array(fc.nat({ max: 400 }), { maxLength: 30 }),
        async (events, end, cuts) => {
          const text = events.map((one) => encode(one, end)).join('');
          // A lone CR at the end of the stream waits for a possible LF; the comment ends it.
          const decoded = await collect(chunks(new TextEncoder().encode(`${text}:${end}`), cuts));
          expect(decoded).toEqual(
            events.map((one) => ({ ...one, event: one.event || 'message', data: one.data.join('\n') })),
          );
        },
      ),
    );
  });
});

function encode(event: { event: string; data: string[]; id: string }, end: string): string {
  return [`id: ${event.id}`, `event: ${event.event}`, ...event.data.map((line) => `data: ${line}`), '', ''].join(end);
}

function chunks(bytes: Uint8Array, cuts: number[]): ReadableStream<Uint8Array> {
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return new ReadableStream({
    start(controller) {
      for (let i = 1; i < edges.length; i += 1) controller.enqueue(bytes.slice(edges[i - 1], edges[i]));
      controller.close();
    },
  });
}

async function collect(body: ReadableStream<Uint8Array>): Promise<ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  for await (const event of decodeEvents(body)) events.push(event);
  return events;
}
