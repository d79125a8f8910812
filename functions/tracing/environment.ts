import * as z from 'zod';
import { ingestionEnvironment } from './http-environment.ts';

const stage = { STAGE: z.string().min(1) };

export const workerEnvironmentSchema = z.object({
  ...stage,
  CORE_TABLE: z.string().min(1),
  TRACES_TABLE: z.string().min(1),
  /** Where what became of accepted spans is counted. */
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
});

export const rollupWorkerEnvironmentSchema = z.object({ ...stage, ROLLUPS_TABLE: z.string().min(1) });

export const reconcilerEnvironmentSchema = z.object({
  ...stage,
  TRACES_TABLE: z.string().min(1),
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
});

export const digesterEnvironmentSchema = z.object({
  ...stage,
  TRACES_TABLE: z.string().min(1),
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
  /** How long after an update nothing is digested. */
  DIGESTS_WAIT_HOURS: z.coerce.number().min(0),
});

export const recentIndexerEnvironmentSchema = z.object({
  ...stage,
  TRACES_TABLE: z.string().min(1),
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
});

export const replayWorkerEnvironmentSchema = z.object({
  ...stage,
  ...ingestionEnvironment,
  CORE_TABLE: z.string().min(1),
  /** Where scores are brought back to. */
  TRACES_TABLE: z.string().min(1),
  REPLAY_QUEUE_URL: z.url(),
  DELETION_QUEUE_URL: z.url(),
});

export const deletionWorkerEnvironmentSchema = z.object({
  ...stage,
  CORE_TABLE: z.string().min(1),
  TRACES_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
  DELETION_QUEUE_URL: z.url(),
});

export const spoolSweeperEnvironmentSchema = z.object({ ...stage, ...ingestionEnvironment });
