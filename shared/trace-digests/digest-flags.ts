import { spanStatuses, spanTypes } from '../contract/span.ts';
import { type Presence, presences, type Trait, traits } from '../trace-filter/filter.ts';
import { type FilterableTrace, presenceIn, traitOf } from '../trace-filter/trace-values.ts';

/** Two words of 32 bits. */
export type FlagBits = readonly [number, number];

export type FlagName =
  | `status:${(typeof spanStatuses)[number]}`
  | `type:${(typeof spanTypes)[number]}`
  | `has:${Presence}`
  | `is:${Trait}`;

/** What is either so or not of a trace. A change of this list, in order or length, is another `digestFormat`. */
export const digestFlags: readonly FlagName[] = [
  ...spanStatuses.map((status) => `status:${status}` as const),
  ...spanTypes.map((type) => `type:${type}` as const),
  ...presences.map((presence) => `has:${presence}` as const),
  ...traits.map((trait) => `is:${trait}` as const),
];

export const noFlags: FlagBits = [0, 0];
export const allFlags: FlagBits = [0xffffffff, 0xffffffff];

export function flagsOf(trace: FilterableTrace): FlagBits {
  const holds = [
    ...spanStatuses.map((status) => trace.status === status),
    ...spanTypes.map((type) => trace.types?.includes(type) === true),
    ...presences.map((presence) => presenceIn[presence](trace)),
    ...traits.map((trait) => traitOf[trait](trace)),
  ];
  const words: [number, number] = [0, 0];
  holds.forEach((isSo, index) => {
    if (isSo) words[index < 32 ? 0 : 1] |= 1 << (index & 31);
  });
  return [words[0] >>> 0, words[1] >>> 0];
}

export function eitherFlags(a: FlagBits, b: FlagBits): FlagBits {
  return [(a[0] | b[0]) >>> 0, (a[1] | b[1]) >>> 0];
}

export function bothFlags(a: FlagBits, b: FlagBits): FlagBits {
  return [(a[0] & b[0]) >>> 0, (a[1] & b[1]) >>> 0];
}

/** Null for a flag that digests do not have. */
export function flagIndex(name: string): number | null {
  const index = (digestFlags as readonly string[]).indexOf(name);
  return index < 0 ? null : index;
}

export function hasFlag(bits: FlagBits, index: number): boolean {
  return (bits[index < 32 ? 0 : 1] & (1 << (index & 31))) !== 0;
}
