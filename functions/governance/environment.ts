import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  /** Live counters are kept there. */
  ROLLUPS_TABLE: z.string().min(1),
});
