import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { filesBelow } from '../source-hash.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.txt', '.webmanifest']);
/** Fast enough to be done at the first request; 11 would take seconds. */
const brotliQuality = 5;

type Encoding = 'br' | 'gzip' | 'identity';

interface StaticFile {
  contentType: string;
  etag: string;
  isCompressible: boolean;
  /** Its name holds a hash of its content, so it never changes. */
  isImmutable: boolean;
  bodies: Map<Encoding, Uint8Array<ArrayBuffer>>;
}

export interface StaticSite {
  /** Null if there is neither such a file nor a page for the path. */
  serve(request: Request): Response | null;
}

/**
 * A built single-page app, held in memory: a build that replaces the files under way cannot tear it. What cannot be a file
 * is a screen of the app and gets its page.
 */
export function createStaticSite(root: string, headers: Readonly<Record<string, string>>): StaticSite {
  const files = new Map(filesBelow(root).map((path) => [`/${relative(root, path).split(sep).join('/')}`, load(path)]));
  return {
    serve(request) {
      const path = URL.parse(request.url)?.pathname ?? '/';
      const file = files.get(path) ?? (isScreen(path) ? files.get('/index.html') : undefined);
      return file === undefined ? null : respond(file, request, headers);
    },
  };
}

/** Below the first word a dot is a name's: `/users/ada@example.com`. Files are at the top or among the assets. */
function isScreen(path: string): boolean {
  return /^\/(?!assets\/)[\w-]*(\/|$)/.test(path);
}

function load(path: string): StaticFile {
  const content = new Uint8Array(readFileSync(path));
  const extension = extname(path);
  return {
    contentType: contentTypes[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    isCompressible: compressible.has(extension),
    isImmutable: path.includes(`${sep}assets${sep}`),
    bodies: new Map([['identity', content]]),
  };
}

function respond(file: StaticFile, request: Request, common: Readonly<Record<string, string>>): Response {
  const headers = new Headers(common);
  headers.set('content-type', file.contentType);
  headers.set('etag', file.etag);
  headers.set('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (file.isCompressible) headers.set('vary', 'accept-encoding');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const message = `The console takes GET only. Calls to models go to paths under /v1: let a client's base URL end in /v1.`;
    const error = { message, type: 'invalid_request_error', param: null, code: 'method_not_allowed' };
    return Response.json({ error }, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const encoding = file.isCompressible ? chooseEncoding(request.headers.get('accept-encoding') ?? '') : 'identity';
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  const body = encoded(file, encoding);
  headers.set('content-length', String(body.byteLength));
  return new Response(request.method === 'HEAD' ? null : body, { headers });
}

function chooseEncoding(accepted: string): Encoding {
  if (/\bbr\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(accepted) ? 'gzip' : 'identity';
}

function encoded(file: StaticFile, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const known = file.bodies.get(encoding);
  if (known !== undefined) return known;
  const plain = file.bodies.get('identity') ?? new Uint8Array();
  const body = new Uint8Array(
    encoding === 'br'
      ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
      : gzipSync(plain, { level: 9 }),
  );
  file.bodies.set(encoding, body);
  return body;
}
