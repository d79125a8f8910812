import { keyPart } from './key-part.ts';
import { boundedKeyPart } from './trace-keys.ts';

export const granularities = ['minute', 'hour', 'day'] as const;
export type Granularity = (typeof granularities)[number];

export const dimensions = [
  'all',
  'model',
  'provider',
  'key',
  'environment',
  'name',
  'release',
  'prompt',
  'region',
  'service',
] as const;
export type Dimension = (typeof dimensions)[number];

const hourly = ['hour'] as const;

/**
 * How finely a dimension is counted: each granularity is a write for every call that comes alone. Days of those that have none are
 * added up from hours.
 */
export const granularitiesOf: Readonly<Record<Dimension, readonly Granularity[]>> = {
  all: granularities,
  model: granularities,
  provider: granularities,
  key: granularities,
  environment: granularities,
  name: ['minute', 'hour'],
  release: hourly,
  prompt: hourly,
  region: hourly,
  service: hourly,
};

/** Dimensions whose values senders make up; a day has so many of each, and the rest are counted together. */
export const maxValuesPerDay = {
  name: 200,
  release: 500,
  prompt: 500,
  region: 100,
  service: 100,
} as const satisfies Partial<Record<Dimension, number>>;

const minute = 60_000;
const day = 86_400_000;

interface GranularityDefinition {
  milliseconds: number;
  /** How much one partition holds: large enough to read a chart in a few queries, small enough to stay one. */
  partitionMilliseconds: number;
  /** Kept so long after the bucket's start; null: for ever. */
  keptMilliseconds: number | null;
}

export const granularityDefinitions: Readonly<Record<Granularity, GranularityDefinition>> = {
  minute: { milliseconds: minute, partitionMilliseconds: day, keptMilliseconds: 15 * day },
  hour: { milliseconds: 60 * minute, partitionMilliseconds: 32 * day, keptMilliseconds: 400 * day },
  day: { milliseconds: day, partitionMilliseconds: 512 * day, keptMilliseconds: null },
};

/** The bucket that a time falls into. */
export function bucketStart(granularity: Granularity, milliseconds: number): number {
  const { milliseconds: size } = granularityDefinitions[granularity];
  return Math.floor(milliseconds / size) * size;
}

/** The partition that a bucket is in, by its number since 1970. */
export function partitionOf(granularity: Granularity, start: number): number {
  return Math.floor(start / granularityDefinitions[granularity].partitionMilliseconds);
}

export interface RollupPartition {
  projectId: string;
  granularity: Granularity;
  dimension: Dimension;
  partition: number;
}

export function rollupPk({ projectId, granularity, dimension, partition }: RollupPartition): string {
  return `PROJECT#${keyPart(projectId)}#${granularity}#${dimension}#${partition}`;
}

/** Buckets sort by time, then value. */
export function rollupSk(start: number, value: string): string {
  return `${rollupTime(start)}#${boundedKeyPart(value)}`;
}

export function rollupTime(milliseconds: number): string {
  return String(Math.max(0, milliseconds)).padStart(14, '0');
}

/** The values that a dimension has on a day (counted from 1970). */
export function rollupValuesKey(projectId: string, dimension: Dimension, day: number) {
  return { pk: `PROJECT#${keyPart(projectId)}#values#${dimension}`, sk: String(day).padStart(6, '0') };
}

/** Remembers that a part of a pack has been counted. */
export function markerKey(projectId: string, traceId: string, packId: string, part: number) {
  return { pk: `PACK#${keyPart(projectId)}#${keyPart(traceId)}#${packId}`, sk: String(part) };
}
