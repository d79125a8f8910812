import { routeNameSchema } from '../../../../shared/contract/route-config.ts';

/** What is wrong with a name for a route, in the contract's words. */
export function nameProblem(name: string): string | undefined {
  return routeNameSchema.safeParse(name).error?.issues[0]?.message;
}
