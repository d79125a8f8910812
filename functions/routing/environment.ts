import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  TRACES_TABLE: z.string().min(1),
  ROLLUPS_TABLE: z.string().min(1),
  TELEMETRY_BUCKET: z.string().min(1),
});
