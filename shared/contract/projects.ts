import * as z from 'zod';
import { roleSchema } from './access.ts';
import { idSchema, pageOf, timestampSchema } from './common.ts';
import { nameSchema, projectParams } from './identity-parts.ts';
import { defineRoute } from './route.ts';

export const projectSchema = z
  .object({
    id: idSchema,
    name: nameSchema,
    retentionDays: z.int().meta({ description: 'Traces are deleted after this many days' }),
    /** False: inputs and outputs of calls are not stored, only their sizes, usage and cost. */
    capturesContent: z.boolean(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Project' });
export type Project = z.output<typeof projectSchema>;

const projectWriteSchema = z.strictObject({
  name: nameSchema,
  retentionDays: z.int().min(1).max(3650).default(30),
  capturesContent: z.boolean().default(true),
});

export const membershipSchema = z.object({ project: projectSchema, role: roleSchema }).meta({ id: 'Membership' });

export type Membership = z.output<typeof membershipSchema>;

export const listProjects = defineRoute({
  id: 'listProjects',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/projects',
  summary: 'List the projects of the caller',
  access: { kind: 'account' },
  errors: 'problem',
  response: { status: 200, description: 'All of them', schema: pageOf(membershipSchema) },
});

export const createProject = defineRoute({
  id: 'createProject',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/projects',
  summary: 'Create a project; the caller becomes its administrator',
  description: 'People only: a key belongs to its one project and is answered 403.',
  access: { kind: 'account' },
  errors: 'problem',
  body: projectWriteSchema,
  exampleBody: { name: 'Support assistant', retentionDays: 30, capturesContent: true },
  response: { status: 201, description: 'The new project', schema: projectSchema },
});

export const getProject = defineRoute({
  id: 'getProject',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/projects/{projectId}',
  summary: 'Read a project',
  access: { kind: 'project', role: 'viewer', scope: 'read', projectFrom: 'path' },
  errors: 'problem',
  params: projectParams,
  response: { status: 200, description: 'The project', schema: projectSchema },
});

export const updateProject = defineRoute({
  id: 'updateProject',
  domain: 'identity',
  method: 'PATCH',
  path: '/api/v2/projects/{projectId}',
  summary: 'Change a project',
  access: { kind: 'project', role: 'admin', scope: 'admin', projectFrom: 'path' },
  errors: 'problem',
  params: projectParams,
  body: z
    .strictObject({ name: nameSchema, retentionDays: z.int().min(1).max(3650), capturesContent: z.boolean() })
    .partial(),
  exampleBody: { retentionDays: 90 },
  response: { status: 200, description: 'The project as it is now', schema: projectSchema },
});
