import type { createProject } from '../../shared/contract/projects.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ForbiddenError, UnauthorizedError } from '../../shared/http/errors.ts';
import type { IdentityPorts } from './app.ts';
import { refuseTooManyProjects } from './refuse-too-many-projects.ts';

export function handleCreateProject(ports: IdentityPorts): Handler<typeof createProject> {
  return async ({ principal, body, requestId }) => {
    if (principal.kind === 'key') throw new ForbiddenError('A key belongs to its one project; people create projects.');
    await refuseTooManyProjects(ports, principal.id);
    const email = await ports.people.emailOf(principal.id);
    if (email === null) throw new UnauthorizedError('This person has no account any more.', 'unknown_person');
    const context = changeContextOf({ ...principal, email }, requestId);
    return await ports.projects.create({ ...body, admin: { id: principal.id, email } }, context);
  };
}
