import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  PROVIDER_SECRET_PREFIX: z.string().min(1),
  /** Whether providers on private networks, and plain HTTP, are allowed: only where the stage is one's own machine. */
  ALLOWS_PRIVATE_PROVIDERS: z.enum(['true', 'false']).transform((value) => value === 'true'),
});
