import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  /** Conversations are kept there. */
  TRACES_TABLE: z.string().min(1),
  /** Counters of limits and budgets, and how models fared of late. */
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
  INGESTION_QUEUE_URL: z.string().min(1),
  /** Who watches calls as they happen. */
  CONNECTIONS_TABLE: z.string().min(1),
  /** Where events of calls that are watched go. */
  LIVE_QUEUE_URL: z.string().min(1),
  PROVIDER_SECRET_PREFIX: z.string().min(1),
  /** Whether providers on private networks, and plain HTTP, are allowed: only where the stage is one's own machine. */
  ALLOWS_PRIVATE_PROVIDERS: z.enum(['true', 'false']).transform((value) => value === 'true'),
  /**
   * How long traces are gathered before they leave; 0 in Lambda, which may be frozen after each invocation. A process that may
   * gather has leases of limits and budgets, too.
   */
  RECORDING_FLUSH_MS: z.coerce.number().int().min(0).max(5_000).default(0),
});
