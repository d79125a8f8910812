import { pathToFileURL } from 'node:url';

// Lambda's streaming entries find this global in the runtime.
globalThis.awslambda = { streamifyResponse: (handler) => handler, HttpResponseStream: { from: (stream) => stream } };

const [, , file] = process.argv;
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await import(pathToFileURL(file).href);
const milliseconds = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1_000 }), () => process.exit(0));
