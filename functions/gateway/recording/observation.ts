import type { ReportedUsage } from '../../../shared/pricing/normalize-usage.ts';

/** A message as it has come so far, in OpenAI's form. */
export interface ObservedMessage {
  role: string;
  content: string | null;
  [field: string]: unknown;
}

/** What is known of an answer; grows while it comes. */
export interface Observation {
  /** A part of an answer has come, so the input is paid for. */
  hasBegun: boolean;
  responseId: string | null;
  answeringModel: string | null;
  usage: ReportedUsage | null;
  /** By choice. */
  finishReasons: (string | undefined)[];
  messages: ObservedMessage[];
  /** Characters of output, also of those that were too many to keep. */
  outputCharacters: number;
  reasoningCharacters: number;
  timeToFirstTokenMs: number | null;
  /** What is recorded as the output where there is no message: what came of an embedding. */
  summary: Record<string, unknown> | null;
}

export function createObservation(): Observation {
  return {
    hasBegun: false,
    responseId: null,
    answeringModel: null,
    usage: null,
    finishReasons: [],
    messages: [],
    outputCharacters: 0,
    reasoningCharacters: 0,
    timeToFirstTokenMs: null,
    summary: null,
  };
}
