import * as z from 'zod';
import { roleSchema } from './access.ts';
import { pageOf, pageQuerySchema, timestampSchema } from './common.ts';
import { projectParams } from './identity-parts.ts';
import { defineRoute } from './route.ts';

export const memberSchema = z
  .object({
    id: z.string(),
    email: z.email(),
    role: roleSchema,
    /** `invited` until the first sign-in. */
    status: z.enum(['invited', 'active']),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Member' });
export type Member = z.output<typeof memberSchema>;

const memberParams = projectParams.extend({
  memberId: z.string().regex(/^[0-9A-Za-z-]{1,64}$/, 'a member id is a UUID'),
});

export const listMembers = defineRoute({
  id: 'listMembers',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/projects/{projectId}/members',
  summary: 'List the people of a project',
  access: { kind: 'project', role: 'viewer', scope: 'read', projectFrom: 'path' },
  errors: 'problem',
  params: projectParams,
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of members', schema: pageOf(memberSchema) },
});

export const inviteMember = defineRoute({
  id: 'inviteMember',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/projects/{projectId}/members',
  summary: 'Invite a person by e-mail address',
  access: { kind: 'project', role: 'admin', scope: 'admin', projectFrom: 'path' },
  errors: 'problem',
  params: projectParams,
  body: z.strictObject({ email: z.email().max(254), role: roleSchema }),
  exampleBody: { email: 'ada@example.com', role: 'editor' },
  response: {
    status: 201,
    description: 'The member; `temporaryPassword` only where the stage sends no e-mail, and only this once',
    schema: z.object({ member: memberSchema, temporaryPassword: z.string().nullable() }),
  },
});

export const updateMember = defineRoute({
  id: 'updateMember',
  domain: 'identity',
  method: 'PATCH',
  path: '/api/v2/projects/{projectId}/members/{memberId}',
  summary: 'Change the role of a member',
  access: { kind: 'project', role: 'admin', scope: 'admin', projectFrom: 'path' },
  errors: 'problem',
  params: memberParams,
  body: z.strictObject({ role: roleSchema }),
  exampleBody: { role: 'viewer' },
  response: { status: 200, description: 'The member as they are now', schema: memberSchema },
});

export const removeMember = defineRoute({
  id: 'removeMember',
  domain: 'identity',
  method: 'DELETE',
  path: '/api/v2/projects/{projectId}/members/{memberId}',
  summary: 'Take a person out of a project; the last administrator stays',
  access: { kind: 'project', role: 'admin', scope: 'admin', projectFrom: 'path' },
  errors: 'problem',
  params: memberParams,
  response: { status: 204, description: 'Gone' },
});
