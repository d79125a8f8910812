import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticSite, type StaticSite } from './static-site.ts';

const page = `<!doctype html><title>Signalbox</title>${' '.repeat(2000)}`;
let root: string;
let site: StaticSite;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'static-site-'));
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), page);
  writeFileSync(join(root, 'assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(root, 'assets/font.woff2'), 'font');
  site = createStaticSite(root, { 'x-frame-options': 'DENY' });
});
afterAll(() => rmSync(root, { recursive: true }));

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Response {
  const response = site.serve(new Request(`http://localhost:3000${path}`, { method, headers }));
  if (response === null) throw new Error(`${path} is not there`);
  return response;
}

describe('the files of the console', () => {
  it.each(['/', '/index.html', '/traces/abc', '/traces?status=error', '/users/ada@example.com', '/sessions/v1.json'])(
    'answer %s with the page',
    async (path) => {
      const response = get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(await response.text()).toBe(page);
    },
  );

  it('let a browser keep what has a hash in its name', () => {
    const response = get('/assets/app-1a2b.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/assets/gone.js', '/favicon.ico', '/../package.json', '/..%2f..%2fetc/passwd.txt'])(
    'do not answer %s with the page, nor with anything else',
    (path) => {
      expect(site.serve(new Request(`http://localhost:3000${path}`))).toBeNull();
    },
  );

  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('are compressed for a client that accepts %s', async (accepted, encoding, decompress) => {
    const response = get('/', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(body.byteLength));
    expect(decompress(body).toString()).toBe(page);
  });

  it('are not compressed twice, nor for who does not accept it', () => {
    expect(get('/assets/font.woff2', { 'accept-encoding': 'br' }).headers.get('content-encoding')).toBeNull();
    expect(get('/', { 'accept-encoding': 'identity' }).headers.get('content-encoding')).toBeNull();
  });

  it('are not sent again to who has them', async () => {
    const etag = get('/').headers.get('etag') ?? '';
    const again = get('/', { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(get('/', { 'if-none-match': '"other"' }).status).toBe(200);
  });

  it('can be asked for with HEAD, and not written', async () => {
    const head = get('/', {}, 'HEAD');
    expect(head.headers.get('content-length')).toBe(String(page.length));
    expect(await head.text()).toBe('');
    expect(get('/', {}, 'POST').status).toBe(405);
    expect(await get('/chat/completions', {}, 'POST').text()).toContain('under /v1');
  });
});
