import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const ingestionEnvironment = { TELEMETRY_BUCKET: z.string().min(1), INGESTION_QUEUE_URL: z.url() };

/** Apart from those of the workers, which a cold start of the API need not read. */
export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  TRACES_TABLE: z.string().min(1),
  /** Where accepted spans are counted. */
  ROLLUPS_TABLE: z.string().min(1),
  ...ingestionEnvironment,
  REPLAY_QUEUE_URL: z.url(),
  DELETION_QUEUE_URL: z.url(),
});
