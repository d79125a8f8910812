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
    socket.on('data', (frame: Buffer) => {
      const text = textOf(frame);
      const reply = text === null ? null : answer(text);
      if (reply !== null) socket.write(frameOf(reply));
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

/** A short, masked text frame of a client; null of any other. */
function textOf(frame: Buffer): string | null {
  const length = (frame[1] ?? 0) & 0x7f;
  if (((frame[0] ?? 0) & 0x0f) !== 1 || length > 125) {
    if (length !== 126) return null;
    return unmask(frame.subarray(4, 8), frame.subarray(8, 8 + frame.readUInt16BE(2)));
  }
  return unmask(frame.subarray(2, 6), frame.subarray(6, 6 + length));
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
