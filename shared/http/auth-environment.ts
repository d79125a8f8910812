import * as z from 'zod';

/** What every HTTP function needs to know who calls. Spread its shape into the function's own schema. */
export const authEnvironmentSchema = z.object({
  STAGE: z.string().regex(/^[a-z]{1,20}$/),
  CORE_TABLE: z.string().min(1),
  KEY_PEPPER_SECRET_ID: z.string().min(1),
  USER_POOL_ID: z.string().min(1),
  USER_POOL_CLIENT_ID: z.string().min(1),
});
