import type { getProject, updateProject } from '../../shared/contract/projects.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ProjectNotFoundError } from '../../shared/http/errors.ts';
import { withoutUndefined } from '../../shared/runtime/without-undefined.ts';
import type { IdentityPorts } from './app.ts';

export function handleGetProject({ projects }: IdentityPorts): Handler<typeof getProject> {
  return async ({ projectId }) => {
    const project = await projects.get(projectId);
    if (!project) throw new ProjectNotFoundError();
    return project;
  };
}

export function handleUpdateProject({ projects }: IdentityPorts): Handler<typeof updateProject> {
  return async ({ projectId, body, principal, requestId }) => {
    const project = await projects.update(projectId, withoutUndefined(body), changeContextOf(principal, requestId));
    if (!project) throw new ProjectNotFoundError();
    return project;
  };
}
