/** Where a request goes, as `node:http` takes it. */
export interface ConnectOptions {
  hostname: string;
  port?: number;
  path: string;
}

const known = new WeakMap<URL, ConnectOptions>();

/** Adapters keep their URLs and change none, so each is taken apart once and not for every call. */
export function connectOptions(url: URL): ConnectOptions {
  const found = known.get(url);
  if (found) return found;
  const options = {
    // A literal IPv6 address stands in brackets in a URL only.
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: `${url.pathname}${url.search}`,
  };
  known.set(url, options);
  return options;
}

/** As names and values in turn: Node keeps no table of headers that come so, and nobody here asks for one. */
export function headerList({ url, headers, body }: { url: URL; headers: Record<string, string>; body?: Uint8Array }) {
  const list = ['host', url.host, 'content-length', String(body?.byteLength ?? 0)];
  for (const [name, value] of Object.entries(headers)) list.push(name, value);
  return list;
}
