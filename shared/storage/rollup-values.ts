import { cut } from '../telemetry/to-payload.ts';

const maxValueCharacters = 200;

/**
 * Values of the dimensions that name two things: how calls of a release went is asked by model, how its traces went by name. One
 * item holds both, so that a release costs one write and not two.
 */
export interface PairedValue {
  /** The release, or the version of a prompt. */
  group: string;
  model: string | null;
  /** Of the trace; null for calls. */
  name: string | null;
}

export function pairedValue({ group, model, name }: PairedValue): string {
  return JSON.stringify(name === null ? [group, model] : [group, null, name]);
}

/** Null for what holds the values that were too many. */
export function parsePairedValue(value: string): PairedValue | null {
  if (value === otherValue) return null;
  const [group = '', model = null, name = null] = JSON.parse(value) as [string, (string | null)?, (string | null)?];
  return { group, model, name };
}

/** Stands for every value beyond those that a day may have. */
export const otherValue = '\u0000other';

/** A value of a sender's, short, and not to be taken for `otherValue`. */
export function valueOfSender(value: string | null): string | null {
  if (value === null) return null;
  return value === otherValue ? 'other' : cut(value, maxValueCharacters);
}
