import * as z from 'zod';
import { timestampSchema } from './common.ts';
import { routeConfigShape, routeNameSchema } from './route-config-shape.ts';

export const versionSchema = z.int().positive();
const actorSchema = z.object({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() });

/** One state of a route, its configuration without the rules that span several fields. */
export const routeVersionShape = z.object({
  name: routeNameSchema,
  version: versionSchema,
  config: routeConfigShape,
  createdAt: timestampSchema,
  createdBy: actorSchema,
  restoredFrom: versionSchema.nullable().meta({ description: 'The version that this one repeats' }),
});
export type RouteVersion = z.output<typeof routeVersionShape>;
