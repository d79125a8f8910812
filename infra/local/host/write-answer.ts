import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type Answer, isResponse } from '../../../shared/http/answer.ts';

/** Writes an answer. A stream goes no faster than its reader, and ends when that one leaves. */
export async function writeAnswer(answer: Answer | Response, outgoing: ServerResponse): Promise<void> {
  const { status, body } = answer;
  const headers = headersOf(answer);
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, headers);
    return await writeStream(body.getReader(), outgoing);
  }
  const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
  outgoing.writeHead(status, { ...headers, ...length });
  outgoing.end(body);
}

function headersOf(answer: Answer | Response): OutgoingHttpHeaders {
  if (!isResponse(answer)) return { ...answer.headers };
  const cookies = answer.headers.getSetCookie();
  return { ...Object.fromEntries(answer.headers), ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) };
}

async function writeStream(reader: ReadableStreamDefaultReader<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  // Of whoever left before there was an answer, nothing is told again.
  const closed = outgoing.closed ? Promise.resolve() : new Promise<void>((resolve) => outgoing.once('close', resolve));
  // What was read to its end already is not sorry.
  void closed.then(() => reader.cancel()).catch(() => undefined);
  try {
    let next = reader.read();
    // A head by itself is one packet more: only if there is nothing to send with it.
    if ((await Promise.race([next, setImmediate('later')])) === 'later') outgoing.flushHeaders();
    for (let piece = await next; !piece.done; piece = await next) {
      next = outgoing.write(piece.value) ? reader.read() : drained(outgoing, closed).then(() => reader.read());
    }
    outgoing.end();
  } catch {
    // Half of an answer must not look like all of it.
    outgoing.destroy();
  }
}

/** Whoever has gone takes nothing more. */
async function drained(outgoing: ServerResponse, closed: Promise<void>): Promise<void> {
  await Promise.race([new Promise((resolve) => outgoing.once('drain', resolve)), closed]);
}
