import { type Usage, usageFlags } from '../contract/usage.ts';

type UsageFlag = Usage['flags'][number];

/**
 * Token counts as a provider or an instrumentation reported them. `cacheWrite` is all that was written to the cache;
 * `cacheWrite5m` and `cacheWrite1h` are the parts of it whose lifetime is known. `reasoning`, `audioOutput` and
 * `imageOutput` are parts of `output`; `audioInput` and `imageInput` are parts of `input`.
 */
export interface ReportedUsage {
  input?: number;
  output?: number;
  total?: number;
  cacheRead?: number;
  cacheWrite?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
  reasoning?: number;
  audioInput?: number;
  imageInput?: number;
  audioOutput?: number;
  imageOutput?: number;
  /** Whether `input` holds the cached parts. Left out, the numbers decide, and inclusive where they cannot. */
  convention?: 'inclusive' | 'exclusive';
  basis?: 'reported' | 'estimated';
  /** The stream ended before the provider reported usage. */
  isPartial?: boolean;
}

type Count = Exclude<keyof ReportedUsage, 'convention' | 'basis' | 'isPartial'>;

/** What was reported and is usable, with the flags raised so far. */
interface Reading {
  reported: Partial<Record<Count, number>>;
  flags: Set<UsageFlag>;
}

/** More than any call can hold, and small enough that sums stay exact. */
const maxTokens = 1e12;

const flagOfCount: Record<Count, UsageFlag> = {
  input: 'contradictory_input',
  cacheRead: 'contradictory_input',
  cacheWrite: 'contradictory_input',
  cacheWrite5m: 'contradictory_input',
  cacheWrite1h: 'contradictory_input',
  audioInput: 'contradictory_input',
  imageInput: 'contradictory_input',
  output: 'contradictory_output',
  reasoning: 'contradictory_output',
  audioOutput: 'contradictory_output',
  imageOutput: 'contradictory_output',
  total: 'contradictory_total',
};

/**
 * Sorts reported tokens into exclusive buckets (design §4, "usage rule"; `docs/explanation/usage-and-cost.md`). Where
 * parts exceed their whole, both stay as reported and a flag says so.
 */
export function normalizeUsage(reported: ReportedUsage): Usage {
  const reading = readCounts(reported);
  const writes = splitCacheWrites(reading);
  const cacheRead = reading.reported.cacheRead ?? 0;
  const cached = cacheRead + writes.cacheWrite + writes.cacheWrite5m + writes.cacheWrite1h;
  const whole = deriveWholes(reading);
  const convention = decideConvention(reported.convention, whole, cached, reading.reported.reasoning ?? 0);
  const input = inputBuckets(reading, whole.input, convention, cached);
  const output = outputBuckets(reading, whole, input.input);
  const total = decideTotal(reading, whole, { input: input.input, output: output.output });
  if (reported.basis === 'estimated') reading.flags.add('estimated');
  if (reported.isPartial === true) reading.flags.add('partial');
  return {
    inputUncached: input.inputUncached,
    cacheRead,
    ...writes,
    audioInput: reading.reported.audioInput ?? 0,
    imageInput: reading.reported.imageInput ?? 0,
    ...output,
    input: input.input,
    total,
    basis: reported.basis ?? 'reported',
    convention,
    flags: usageFlags.filter((flag) => reading.flags.has(flag)),
  };
}

/** A count that is no count (negative, fractional, not finite) is left out, and flagged. */
function readCounts(usage: ReportedUsage): Reading {
  const reading: Reading = { reported: {}, flags: new Set() };
  for (const name of Object.keys(flagOfCount) as Count[]) {
    const value = usage[name];
    if (value === undefined) continue;
    if (Number.isInteger(value) && value >= 0 && value <= maxTokens) reading.reported[name] = value;
    else reading.flags.add(flagOfCount[name]);
  }
  return reading;
}

function splitCacheWrites({ reported, flags }: Reading) {
  const cacheWrite5m = reported.cacheWrite5m ?? 0;
  const cacheWrite1h = reported.cacheWrite1h ?? 0;
  const all = reported.cacheWrite ?? cacheWrite5m + cacheWrite1h;
  const unknownLifetime = all - cacheWrite5m - cacheWrite1h;
  if (unknownLifetime < 0) flags.add('contradictory_input');
  return { cacheWrite5m, cacheWrite1h, cacheWrite: Math.max(unknownLifetime, 0) };
}

interface Wholes {
  input: number;
  output: number;
  total: number | undefined;
}

/** Input or output that was not reported is what the other leaves of the total. */
function deriveWholes({ reported, flags }: Reading): Wholes {
  const { input, output, total } = reported;
  if (total === undefined || (input !== undefined && output !== undefined)) {
    return { input: input ?? 0, output: output ?? 0, total };
  }
  const known = input ?? output ?? 0;
  if (known > total) flags.add('contradictory_total');
  const rest = Math.max(total - known, 0);
  // A total alone counts as input, the larger part of nearly every call.
  return output === undefined && input !== undefined
    ? { input, output: rest, total }
    : { input: rest, output: output ?? 0, total };
}

function decideConvention(
  stated: Usage['convention'] | undefined,
  { input, output, total }: Wholes,
  cached: number,
  reasoning: number,
): Usage['convention'] {
  if (cached > input) return 'exclusive';
  if (stated !== undefined) return stated;
  // Where cached and reasoning tokens are equally many, the total says nothing about the cached ones.
  if (total === undefined || cached === 0 || cached === reasoning) return 'inclusive';
  const sum = input + cached + output;
  return total === sum || total === sum + reasoning ? 'exclusive' : 'inclusive';
}

function inputBuckets(reading: Reading, whole: number, convention: Usage['convention'], cached: number) {
  const input = convention === 'inclusive' ? whole : whole + cached;
  const { audioInput = 0, imageInput = 0 } = reading.reported;
  const inputUncached = input - cached - audioInput - imageInput;
  if (inputUncached < 0) reading.flags.add('contradictory_input');
  return { input, inputUncached: Math.max(inputUncached, 0) };
}

function outputBuckets(reading: Reading, whole: Wholes, input: number) {
  const { reasoning = 0, audioOutput = 0, imageOutput = 0 } = reading.reported;
  // xAI and Gemini count reasoning beside the completion; only their total shows it.
  const isReasoningOutside = reasoning > 0 && whole.total === input + whole.output + reasoning;
  const output = whole.output + (isReasoningOutside ? reasoning : 0);
  const outputText = output - reasoning - audioOutput - imageOutput;
  if (outputText < 0) reading.flags.add('contradictory_output');
  return { outputText: Math.max(outputText, 0), reasoning, audioOutput, imageOutput, output };
}

function decideTotal({ flags }: Reading, whole: Wholes, sums: { input: number; output: number }): number {
  const sum = sums.input + sums.output;
  // An exclusive source may add up its own numbers, without the cached parts.
  if (whole.total === undefined || whole.total === sum || whole.total === whole.input + whole.output) return sum;
  flags.add('contradictory_total');
  return whole.total;
}
