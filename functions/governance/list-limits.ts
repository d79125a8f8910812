import type { listLimits } from '../../shared/contract/governance.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { GovernancePorts } from './app.ts';

type Ports = Pick<GovernancePorts, 'limits' | 'limitCounters' | 'clock'>;

/** Every limit with what is used of it. */
export function handleListLimits({ limits, limitCounters, clock }: Ports): Handler<typeof listLimits> {
  return async ({ projectId }) => {
    const listed = await limits.list(projectId);
    const uses = await limitCounters.read(projectId, listed, clock());
    return { items: listed.map((limit, index) => ({ ...limit, use: uses[index] ?? null })), nextCursor: null };
  };
}
