import { parseArgs } from 'node:util';
import type { CommandUsage } from '../../infra/cli/command-usage.ts';

export interface CostOptions {
  /** Spans that the answer is for. */
  spans: number;
  /** Spans of an export request. 1 is what a gateway call is like: it records one span, in a message of its own. */
  spansPerRequest: number;
  /** Spans of a trace; a request holds spans of several when this is less. */
  spansPerTrace: number;
  /** Of the input, and as much of the output, of each model call. */
  payloadBytes: number;
  /** How busy it is: batches hold what comes while Lambda looks, and rollups write each minute that has something. */
  tracesPerSecond: number;
  /** Requests that are really sent. */
  sample: number;
  /** For how long traces are kept. */
  retentionDays: number;
}

const defaults: CostOptions = {
  ...{ spans: 1_000_000, spansPerRequest: 50, spansPerTrace: 10, payloadBytes: 1_500, sample: 100, retentionDays: 30 },
  tracesPerSecond: 10,
};

const flags: Readonly<Record<keyof CostOptions, string>> = {
  spans: 'spans',
  spansPerRequest: 'spans-per-request',
  spansPerTrace: 'spans-per-trace',
  payloadBytes: 'payload-bytes',
  tracesPerSecond: 'traces-per-second',
  sample: 'sample',
  retentionDays: 'retention-days',
};

export const costFlags: CommandUsage['flags'] = {
  spans: { value: '1000000', help: 'spans that the answer is for' },
  'spans-per-request': { value: '50', help: 'of an export request; 1 is what a call through the gateway is like' },
  'spans-per-trace': { value: '10', help: 'a request holds spans of several traces when this is less' },
  'payload-bytes': { value: '1500', help: 'of the input, and as many of the output, of each model call' },
  'traces-per-second': { value: '10', help: 'how busy it is' },
  sample: { value: '100', help: 'requests that are really sent, to an emulator' },
  'retention-days': { value: '30', help: 'for how long traces are kept' },
};

/** Throws a sentence that names the flag that is wrong. */
export function readCostOptions(args: readonly string[]): CostOptions {
  const names = Object.values(flags);
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const options = { ...defaults };
  for (const [field, flag] of Object.entries(flags) as [keyof CostOptions, string][]) {
    const text = values[flag];
    if (text === undefined) continue;
    const value = Number(text);
    if (field === 'tracesPerSecond' && value > 0 && value <= 10_000) {
      options[field] = value;
      continue;
    }
    const least = field === 'payloadBytes' ? 0 : 1;
    if (!Number.isInteger(value) || value < least)
      throw new Error(`--${flag} has to be a whole number of at least ${least}, as in --${flag} ${defaults[field]}.`);
    options[field] = value;
  }
  return options;
}
