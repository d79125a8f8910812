import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';

const frontend = resolve(import.meta.dirname, '../../../frontend');

const viteProgram = resolve(import.meta.dirname, '../../../node_modules/vite/bin/vite.js');

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Fonts are compressed already. */
const compressed = new Set(['.css', '.html', '.js', '.svg', '.txt']);

/** Builds the console for production and gives the directory it is in. */
export async function buildConsole(): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-console-'));
  // A process of its own, as in a deployment: the environment of a test would make React its development build.
  await promisify(execFile)(
    process.execPath,
    [viteProgram, 'build', frontend, '--outDir', directory, '--emptyOutDir'],
    {
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Serves it as CloudFront does: compressed, cached for good by its hashed names; the API answers at the same origin. */
export async function serveConsole(
  directory: string,
  apiUrl: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', 'http://console').pathname;
    if (isOfApi(path)) relay(incoming, outgoing, apiUrl);
    else void sendFile(directory, path, outgoing);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  // `localhost`, which browsers take for a secure context and providers of tokens allow.
  return { url: `http://localhost:${port}`, close };
}

function isOfApi(path: string): boolean {
  return path === '/config.json' || ['/api/', '/v1/', '/otel/'].some((prefix) => path.startsWith(prefix));
}

function relay(incoming: IncomingMessage, outgoing: ServerResponse, apiUrl: string): void {
  const target = new URL(incoming.url ?? '/', apiUrl);
  const headers = { ...incoming.headers, host: target.host };
  const upstream = request(target, { method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(upstream);
}

async function sendFile(directory: string, path: string, outgoing: ServerResponse): Promise<void> {
  const wanted = resolve(join(directory, path));
  const isInside = wanted.startsWith(directory + sep);
  const exists =
    isInside &&
    (await stat(wanted).then(
      (found) => found.isFile(),
      () => false,
    ));
  // Every other path is a route of the console.
  const file = exists ? wanted : join(directory, 'index.html');
  const extension = extname(file);
  outgoing.setHeader('content-type', contentTypes[extension] ?? 'application/octet-stream');
  outgoing.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (!compressed.has(extension)) return void createReadStream(file).pipe(outgoing);
  outgoing.setHeader('content-encoding', 'gzip');
  createReadStream(file).pipe(createGzip()).pipe(outgoing);
}
