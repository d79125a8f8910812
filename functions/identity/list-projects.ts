import type { listProjects } from '../../shared/contract/projects.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { IdentityPorts } from './app.ts';
import { membershipsOfKey, membershipsOfPerson } from './caller-memberships.ts';

export function handleListProjects(ports: IdentityPorts): Handler<typeof listProjects> {
  return async ({ principal }) => ({
    items: await (principal.kind === 'key'
      ? membershipsOfKey(ports, principal)
      : membershipsOfPerson(ports, principal)),
    // The number of projects of one person is bounded, so they come at once.
    nextCursor: null,
  });
}
