import * as z from 'zod';
import { idSchema } from './common.ts';

/** Of projects and keys. */
export const nameSchema = z.string().trim().min(1, 'give a name').max(80, 'at most 80 characters');
export const projectParams = z.object({ projectId: idSchema });
