import type { ProviderKind } from '../../../shared/contract/providers.ts';

/**
 * What becomes of a fault. `another answers`: the caller sees nothing of it where the call has a second model, and an error
 * with a status where it has none. `error event`: what has come is out, so the stream ends with an error and without its end
 * mark, and the span has a partial cost. `complete`: the answer is whole.
 */
export type Outcome = 'another answers' | 'error event' | 'complete';
export const positions = ['before the first token', 'after the first token', 'at the end'] as const;

export interface Fault {
  /** As the fake providers know it. */
  name: string;
  /** As the documentation says it. */
  label: string;
  position: (typeof positions)[number];
  modes: readonly ('whole' | 'streamed')[];
  outcome: Outcome;
  /** What a caller without a second model gets, and what is recorded. */
  status?: number;
  errorType?: string;
  /** What cuts streams into events is behind all surfaces: so many bytes need not be sent thrice. */
  isLarge?: boolean;
  /** Only these formats can be broken so; all, if left out. */
  kinds?: readonly ProviderKind[];
}

const both = ['whole', 'streamed'] as const;
const whole = ['whole'] as const;
const streamed = ['streamed'] as const;
/** Bedrock and Gemini send no mark: what follows it, or that it is missing, has no meaning there. */
const marked = ['openai-compatible', 'azure-openai', 'anthropic'] as const;

type Row = Omit<Fault, 'position' | 'outcome'>;
const invalid = { status: 502, errorType: 'provider_invalid_response' };
const failed = { status: 502, errorType: 'provider_failed' };
const cut = { status: 502, errorType: 'provider_stream_cut' };
const slow = { status: 504, errorType: 'provider_timeout' };

const hidden: Row[] = [
  { name: 'status-429', label: 'status 429', modes: both, status: 429, errorType: 'provider_rate_limited' },
  { name: 'status-500', label: 'status 500', modes: both, ...failed },
  { name: 'status-503', label: 'status 503', modes: both, status: 503, errorType: 'provider_failed' },
  { name: 'status-401', label: 'status 401', modes: both, status: 502, errorType: 'provider_authentication_failed' },
  {
    name: 'cut-before-headers',
    label: 'connection closed without an answer',
    modes: both,
    status: 502,
    errorType: 'provider_unreachable',
  },
  { name: 'slow-headers', label: 'no headers within the limit', modes: both, ...slow },
  { name: 'html-200', label: 'a page of HTML with status 200', modes: both, ...invalid },
  { name: 'other-type-200', label: 'plain text with status 200', modes: whole, ...invalid },
  { name: 'other-type-200', label: 'plain text with status 200', modes: streamed, ...cut },
  // Bedrock names its errors in the head of an answer.
  {
    name: 'json-error-200',
    label: 'an error object with status 200',
    modes: both,
    kinds: ['openai-compatible', 'azure-openai', 'anthropic', 'gemini'],
    ...failed,
  },
  { name: 'empty-200', label: 'an empty body', modes: whole, ...invalid },
  { name: 'empty-200', label: 'an empty stream', modes: streamed, ...cut },
  { name: 'error-first', label: 'an error as the first event', modes: streamed, ...failed },
  { name: 'broken-first', label: 'broken JSON as the first event', modes: streamed, ...invalid },
  { name: 'cut-before-token', label: 'cut', modes: streamed, ...cut },
  { name: 'stall-before-token', label: 'silence', modes: streamed, ...slow },
  { name: 'huge-first', label: 'an event of 17 MiB', modes: streamed, isLarge: true, ...invalid },
  { name: 'broken-json', label: 'half of the JSON', modes: whole, ...invalid },
  { name: 'cut-in-the-middle', label: 'cut within the JSON', modes: whole, ...cut },
  { name: 'stall-in-the-middle', label: 'silence within the JSON', modes: whole, ...slow },
];

const told: Row[] = [
  { name: 'error-after-token', label: 'an error as an event', modes: streamed, ...failed },
  { name: 'broken-after-token', label: 'broken JSON', modes: streamed, ...invalid },
  { name: 'cut-after-token', label: 'cut', modes: streamed, ...cut },
  { name: 'stop-after-token', label: 'the stream just ends', modes: streamed, ...cut },
  { name: 'stall-after-token', label: 'silence', modes: streamed, ...slow },
  { name: 'huge-after-token', label: 'an event of 17 MiB', modes: streamed, isLarge: true, ...invalid },
];

/** The answer may be whole, but nobody said so. */
const unended: Row[] = [
  { name: 'cut-after-end', label: 'cut before the end mark', modes: streamed, ...cut },
  { name: 'stall-after-end', label: 'silence before the end mark', modes: streamed, ...slow },
];

const harmless: Row[] = [
  { name: 'double-mark', label: 'the end mark twice', modes: streamed, kinds: marked },
  { name: 'no-mark', label: 'no end mark', modes: streamed, kinds: marked },
  { name: 'more-after-mark', label: 'broken JSON after the end mark', modes: streamed, kinds: marked },
  { name: 'no-usage', label: 'no usage', modes: both },
];

export const faultTable: readonly Fault[] = [
  ...hidden.map((row) => ({ ...row, position: positions[0], outcome: 'another answers' as const })),
  ...told.map((row) => ({ ...row, position: positions[1], outcome: 'error event' as const })),
  { name: 'large-event', label: 'an event of 1 MiB', modes: streamed, position: positions[1], outcome: 'complete' },
  ...unended.map((row) => ({ ...row, position: positions[2], outcome: 'error event' as const })),
  ...harmless.map((row) => ({ ...row, position: positions[2], outcome: 'complete' as const })),
];
