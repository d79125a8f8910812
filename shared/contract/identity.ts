import * as z from 'zod';
import { scopeSchema } from './access.ts';
import { listAuditEntries } from './audit.ts';
import { createKey, listKeys, revokeKey, rotateKey, updateKey } from './keys.ts';
import { inviteMember, listMembers, removeMember, updateMember } from './members.ts';
import { createProject, getProject, listProjects, membershipSchema, updateProject } from './projects.ts';
import { defineRoute } from './route.ts';

export const getMe = defineRoute({
  id: 'getMe',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/me',
  summary: 'Who is calling, and the projects they may use',
  access: { kind: 'account' },
  errors: 'problem',
  response: {
    status: 200,
    description: 'A person with their memberships, or a key with its project',
    schema: z.object({
      kind: z.enum(['person', 'key']),
      id: z.string(),
      email: z.string().nullable(),
      name: z.string(),
      scopes: z.array(scopeSchema).nullable(),
      memberships: z.array(membershipSchema),
    }),
  },
});

export const identityRoutes = [
  getMe,
  listProjects,
  createProject,
  getProject,
  updateProject,
  listMembers,
  inviteMember,
  updateMember,
  removeMember,
  listKeys,
  createKey,
  updateKey,
  rotateKey,
  revokeKey,
  listAuditEntries,
] as const;
