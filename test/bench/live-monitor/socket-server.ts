import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface SocketServer {
  url: string;
  /** Sends a text to all who are connected. */
  send(text: string): void;
  close(): Promise<void>;
}

/** As much of RFC 6455 as a browser needs to be spoken to: Node has no WebSocket server of its own. */
export async function startSocketServer(answer: (text: string) => string | null): Promise<SocketServer> {
  const sockets = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', ({ headers }, socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => sockets.delete(socket));
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${acceptOf(headers['sec-websocket-key'] ?? '')}\r\n\r\n`,
    );
    socket.on('data', (bytes: Buffer) => {
      for (const text of textsOf(bytes)) {
        const reply = answer(text);
        if (reply !== null) socket.write(frameOf(reply));
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (text) => {
      for (const socket of sockets) socket.write(frameOf(text));
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}

/** The texts of the whole, short, masked frames that a client sends: several may come at once. */
function textsOf(bytes: Buffer): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at + 6 <= bytes.length) {
    const length = (bytes[at + 1] ?? 0) & 0x7f;
    const isLong = length === 126;
    const head = at + (isLong ? 4 : 2);
    const end = head + 4 + (isLong ? bytes.readUInt16BE(at + 2) : length);
    if (((bytes[at] ?? 0) & 0x0f) === 1)
      texts.push(unmask(bytes.subarray(head, head + 4), bytes.subarray(head + 4, end)));
    at = end;
  }
  return texts;
}

function unmask(mask: Buffer, payload: Buffer): string {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString();
}

function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  const head = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, payload]);
}
