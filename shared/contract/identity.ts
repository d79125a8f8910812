import * as z from 'zod';
import { roleSchema, scopeSchema } from './access.ts';
import { idSchema, pageOf, pageQuerySchema, timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';

const nameSchema = z.string().trim().min(1, 'give a name').max(80, 'at most 80 characters');
const projectParams = z.object({ projectId: idSchema });

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

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: nameSchema,
    /** The part of the key that may be shown: `sbx_local_<keyId>_…`. */
    prefix: z.string(),
    scopes: z.array(scopeSchema).min(1),
    /** Null: every model. Patterns with `*` at the end are allowed. */
    allowedModels: z.array(z.string()).nullable(),
    expiresAt: timestampSchema.nullable(),
    lastUsedAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    createdBy: z.string(),
    status: z.enum(['active', 'expired', 'revoked']),
    /** While two secrets are valid after a rotation: when the old one stops. */
    previousSecretExpiresAt: timestampSchema.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof apiKeySchema>;

const allowedModelsSchema = z
  .array(z.string().min(1).max(200))
  .min(1, 'name at least one model, or send null for every model')
  .max(100)
  .nullable();
const keyParams = z.object({
  keyId: z.string().regex(/^[0-9A-Za-z]{1,64}$/, 'a key id has letters and digits only'),
});
const keyWithSecretSchema = z.object({
  key: apiKeySchema,
  secret: z.string().meta({ description: 'The whole key. It is shown this once and stored nowhere.' }),
});

export const listKeys = defineRoute({
  id: 'listKeys',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/keys',
  summary: 'List the API keys of the project, newest first',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of keys', schema: pageOf(apiKeySchema) },
});

export const createKey = defineRoute({
  id: 'createKey',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/keys',
  summary: 'Create an API key; nobody can grant more than they have',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  body: z.strictObject({
    name: nameSchema,
    scopes: z.array(scopeSchema).min(1, 'choose at least one scope'),
    allowedModels: allowedModelsSchema.default(null),
    expiresAt: timestampSchema.nullable().default(null),
  }),
  exampleBody: {
    name: 'Production',
    scopes: ['gateway'],
    allowedModels: ['openai/*', 'sandbox/echo'],
    expiresAt: '2030-01-01T00:00:00Z',
  },
  response: { status: 201, description: 'The key and, once, its secret', schema: keyWithSecretSchema },
});

export const updateKey = defineRoute({
  id: 'updateKey',
  domain: 'identity',
  method: 'PATCH',
  path: '/api/v2/keys/{keyId}',
  summary: 'Change name, allowed models or expiry of a key',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  body: z
    .strictObject({ name: nameSchema, allowedModels: allowedModelsSchema, expiresAt: timestampSchema.nullable() })
    .partial(),
  exampleBody: { name: 'Production, Europe', expiresAt: null },
  response: { status: 200, description: 'The key as it is now', schema: apiKeySchema },
});

export const rotateKey = defineRoute({
  id: 'rotateKey',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/keys/{keyId}/rotate',
  summary: 'Give a key a new secret; the old one works on for the overlap',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  body: z.strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400),
  }),
  exampleBody: { overlapSeconds: 86_400 },
  response: { status: 200, description: 'The key and, once, its new secret', schema: keyWithSecretSchema },
});

export const revokeKey = defineRoute({
  id: 'revokeKey',
  domain: 'identity',
  method: 'DELETE',
  path: '/api/v2/keys/{keyId}',
  summary: 'Revoke a key, effective within 30 seconds',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  response: { status: 204, description: 'Revoked' },
});

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: timestampSchema,
    actor: z.object({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() }),
    /** `key.created`, `member.role_changed`, … */
    action: z.string(),
    target: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.output<typeof auditEntrySchema>;

export const listAuditEntries = defineRoute({
  id: 'listAuditEntries',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/audit',
  summary: 'Read the audit log of the project, newest first',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of entries', schema: pageOf(auditEntrySchema) },
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
