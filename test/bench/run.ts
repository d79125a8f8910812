/** `npm run bench -- <name> [options]`: prints one JSON object a line. */
const benchmarks: Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>> = {
  'cold-start': () => import('./cold-start/cold-start.ts'),
  gateway: () => import('./gateway/gateway.ts'),
  'gateway-faults': () => import('./gateway-faults/gateway-faults.ts'),
  ingest: () => import('./ingest/ingest.ts'),
  'ingest-faults': () => import('./ingest-faults/ingest-faults.ts'),
  'large-trace': () => import('./large-trace/large-trace.ts'),
  'live-monitor': () => import('./live-monitor/live-monitor.ts'),
  'trace-query': () => import('./trace-query/trace-query.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
const load = benchmarks[name];
if (load) {
  await (await load()).run(args);
} else {
  console.error(`Name a benchmark: ${Object.keys(benchmarks).join(', ')}.`);
  process.exitCode = 1;
}
