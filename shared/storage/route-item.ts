import * as z from 'zod';
import { type RouteVersion, routeVersionShape } from '../contract/route-version.ts';

/**
 * A version as it is stored. What was sound when it was saved is read as it is, even if today's rules would refuse it:
 * a stricter rule must not break the calls of a route that works.
 */
export const routeItemSchema = routeVersionShape.extend({ createdAt: z.int() });
export type RouteItem = z.output<typeof routeItemSchema>;

export function toRouteVersion({ createdAt, ...rest }: RouteItem): RouteVersion {
  return { ...rest, createdAt: new Date(createdAt).toISOString() };
}
