import * as z from 'zod';

export const httpEnvironmentSchema = z.object({ STAGE: z.string().min(1), VERSION: z.string().min(1) });
