import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { boundUnreadBody, type UnreadBounds } from './bound-unread-body.ts';

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** A server that answers without reading, and a connection to it. */
async function connectTo(bounds: UnreadBounds) {
  server = createServer((incoming, outgoing) => {
    boundUnreadBody(incoming, outgoing, bounds);
    outgoing.writeHead(413).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answered = '';
  socket.on('data', (piece) => {
    answered += piece.toString();
  });
  // To write to a connection that the other side has closed is an error; that is what is waited for.
  socket.on('error', () => undefined);
  const closed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')));
  return { socket, closed, answers: () => answered.split('HTTP/1.1 413').length - 1 };
}

const head = (length: number) => `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n`;

test('who goes on sending after the answer is cut off after so many bytes', async () => {
  const { socket, closed, answers } = await connectTo({ maxBytes: 2 ** 20, maxMs: 60_000 });
  const megabyte = Buffer.alloc(2 ** 20);
  const send = () => {
    while (!socket.destroyed && socket.write(megabyte));
  };
  socket.on('drain', send);
  socket.write(head(2 ** 50));
  send();

  expect(await closed).toBe('closed');
  expect(answers()).toBe(1);
});

test('who announces more and sends nothing is cut off after a while', async () => {
  const { socket, closed, answers } = await connectTo({ maxBytes: 2 ** 20, maxMs: 100 });
  socket.write(head(1_000));

  expect(await closed).toBe('closed');
  expect(answers()).toBe(1);
});

test('who sends what was announced can use the connection again', async () => {
  const { socket, closed, answers } = await connectTo({ maxBytes: 2 ** 20, maxMs: 300 });
  socket.write(head(1_000));
  await expect.poll(answers).toBe(1);
  socket.write(Buffer.alloc(1_000));
  const later = new Promise((resolve) => setTimeout(() => resolve('open'), 500));
  expect(await Promise.race([closed, later])).toBe('open');

  socket.write(`${head(1)}.`);
  await expect.poll(answers).toBe(2);
  socket.destroy();
});
