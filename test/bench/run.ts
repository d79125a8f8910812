import { CommandError, runCommandLine } from '../../infra/cli/command-error.ts';
import { answersHelp, type CommandFlag, type CommandUsage } from '../../infra/cli/command-usage.ts';
import { costFlags } from '../../scripts/cost/cost-options.ts';

interface Benchmark {
  about: string;
  flags?: Readonly<Record<string, CommandFlag>>;
  load: () => Promise<{ run(args: readonly string[]): Promise<void> }>;
}

/** `npm run bench -- <name> [options]`: prints one JSON object a line. */
const benchmarks: Record<string, Benchmark> = {
  'cold-start': {
    about: 'Bundle size and import time of every Lambda.',
    flags: { function: { value: 'gateway', help: 'only this one' } },
    load: () => import('./cold-start/cold-start.ts'),
  },
  gateway: {
    about: 'What the gateway adds to a call, beside a provider asked directly and peers.',
    flags: {
      peer: { value: 'portkey', help: 'which to measure, too: portkey, litellm or none; may be given again' },
      rounds: { value: '5', help: 'measurements of each cell' },
      requests: { value: '400', help: 'of each measurement' },
      'warm-up': { value: '500', help: 'requests before the first' },
      heap: { value: 'default', help: 'of the gateway: what Node takes by default, or small' },
      profile: { value: 'folder', help: 'keeps a profile of its processor time' },
    },
    load: () => import('./gateway/gateway.ts'),
  },
  'gateway-faults': {
    about: 'What a client sees of every fault of a provider, through Signalbox and a peer.',
    flags: { write: { help: 'writes the page in the docs' } },
    load: () => import('./gateway-faults/gateway-faults.ts'),
  },
  ingest: {
    about: 'Spans a second through ingestion, and how soon they are seen.',
    flags: { ...costFlags, sample: { value: '60', help: 'requests that are sent' } },
    load: () => import('./ingest/ingest.ts'),
  },
  'ingest-faults': {
    about: 'Breaks ingestion in every place and counts what is lost.',
    flags: {
      small: { help: 'a few seconds instead of minutes' },
      replay: { help: 'replays the archive into an empty store, too' },
      'outage-seconds': { value: '3', help: 'for how long what is broken stays so' },
      seed: { value: '20260310', help: 'another number breaks other things' },
    },
    load: () => import('./ingest-faults/ingest-faults.ts'),
  },
  'large-trace': {
    about: 'How long a trace of many spans takes to open.',
    flags: { spans: { value: '100000', help: 'of the trace' } },
    load: () => import('./large-trace/large-trace.ts'),
  },
  'live-monitor': {
    about: 'What the live list costs, and how late it is.',
    load: () => import('./live-monitor/live-monitor.ts'),
  },
  'text-digests': {
    about: 'What digests of text take, and what they rule out.',
    load: () => import('./text-digests/text-digests.ts'),
  },
  'trace-query': {
    about: 'How long filters take over many traces.',
    flags: { traces: { value: '100000', help: 'that are searched' }, runs: { value: '15', help: 'of each filter' } },
    load: () => import('./trace-query/trace-query.ts'),
  },
};

const command = 'npm run bench';

/** Of all benchmarks, where none is named. */
const overview: CommandUsage = {
  command,
  about: 'Measures, and prints one JSON object a line. Each has options of its own: `npm run bench -- <name> --help`.',
  operand: '<name>',
  flags: {},
  more: Object.entries(benchmarks).map(([name, { about }]) => `${name.padEnd(16)}${about}`),
};

await runCommandLine(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (benchmark === undefined) {
    if (answersHelp(overview, process.argv.slice(2))) return;
    throw new CommandError(`Name a benchmark: ${Object.keys(benchmarks).join(', ')}.`);
  }
  const { about, flags = {}, load } = benchmark;
  if (answersHelp({ command: `${command} -- ${name}`, about, flags }, args)) return;
  await (await load()).run(args);
});
