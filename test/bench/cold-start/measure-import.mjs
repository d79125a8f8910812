import { pathToFileURL } from 'node:url';

// Lambda's streaming entries find this global in the runtime.
globalThis.awslambda = { streamifyResponse: (handler) => handler, HttpResponseStream: { from: (stream) => stream } };

const [, , file] = process.argv;
const startedAt = performance.now();
await import(pathToFileURL(file).href);
process.stdout.write(String(performance.now() - startedAt), () => process.exit(0));
