import { EventStreamCodec } from '@smithy/core/event-streams';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** A message as AWS's own codec writes it. */
export function encodeMessage(headers: Readonly<Record<string, string>>, payload: string): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }]);
  return codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(payload) });
}

/** A stream of ConverseStream from its events, each an object with the type as its one member. */
export function encodeEvents(events: readonly object[]): Uint8Array {
  const messages = events.flatMap((event) =>
    Object.entries(event).map(([type, payload]) =>
      encodeMessage(
        { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
        JSON.stringify({ ...payload, p: 'abcdefgh' }),
      ),
    ),
  );
  return Buffer.concat(messages);
}
