import type { AddressInfo } from 'node:net';
import { createLazyApp } from '../../../functions/gateway/lazy-app.ts';
import { createPorts } from '../../../functions/gateway/ports.ts';
import { lightListener } from '../../../infra/local/host/light-listener.ts';

/** The gateway's function on the local stage's HTTP server, without the console and the other functions. */
// An import of it loads undici, of which nothing here has need (shared/runtime/node-http.ts).
const { createServer } = process.getBuiltinModule('node:http');
const ports = createPorts(process.env);
const { fetch } = createLazyApp(ports);
const server = createServer(lightListener(fetch));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/v1` }));
});
// Exits by itself, so that a profile is written.
process.once('SIGTERM', () => void ports.flush().finally(() => process.exit(0)));
