import { getSession, getUser, groupBounds, listSessions, listUsers } from '../../../shared/contract/trace-groups.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import { NotFoundError } from '../../../shared/http/errors.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { type RangeInput, traceRange } from '../queries/trace-range.ts';
import type { GroupKind } from './group-kind.ts';
import { type GroupListQuery, listGroups } from './list-groups.ts';
import { type Group, type GroupPorts, readGroup, toSession, toUser } from './read-group.ts';

type Ports = GroupPorts & { clock: Clock };
type ListInput = RangeInput & Pick<GroupListQuery, 'limit' | 'cursor'>;

/** Sessions and users: traces taken together by whom or what they belong to. */
export function serveGroups({ serve }: Pick<Api, 'serve'>, ports: Ports): void {
  const list = ({ limit, cursor, ...range }: ListInput, kind: GroupKind, projectId: string) =>
    listGroups({ kind, projectId, limit, cursor, ...traceRange(range, ports.clock()) }, ports);
  serve(listSessions, async ({ query, projectId }) => {
    const page = await list(query, 'session', projectId);
    return { ...page, items: page.items.map(toSession) };
  });
  serve(listUsers, async ({ query, projectId }) => {
    const page = await list(query, 'user', projectId);
    return { ...page, items: page.items.map(toUser) };
  });
  serve(getSession, async ({ params, query, projectId }) =>
    toSession(await read('session', params.sessionId, query, projectId, ports)),
  );
  serve(getUser, async ({ params, query, projectId }) =>
    toUser(await read('user', params.userId, query, projectId, ports)),
  );
}

async function read(
  kind: GroupKind,
  id: string,
  { from = new Date(0).toISOString(), to }: RangeInput,
  projectId: string,
  ports: Ports,
): Promise<Group> {
  const range = traceRange({ from, to }, ports.clock());
  const group = await readGroup({ kind, projectId, id, ...range, maxTraces: groupBounds.readTraces }, ports);
  if (group === null) throw new NotFoundError(`The ${kind} "${id.slice(0, 100)}"`);
  return group;
}
