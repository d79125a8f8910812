import type { Hono } from 'hono';
import { listAuditEntries } from '../../shared/contract/audit.ts';
import { getMe } from '../../shared/contract/identity.ts';
import { createKey, listKeys, revokeKey, rotateKey, updateKey } from '../../shared/contract/keys.ts';
import { inviteMember, listMembers, removeMember, updateMember } from '../../shared/contract/members.ts';
import { createProject, getProject, listProjects, updateProject } from '../../shared/contract/projects.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { Pepper } from '../../shared/identity/pepper.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { AuditEntries } from '../../shared/storage/audit-entries.ts';
import type { MemberRepository } from '../../shared/storage/members.ts';
import type { ProjectRepository } from '../../shared/storage/projects.ts';
import { handleCreateKey } from './create-key.ts';
import { handleCreateProject } from './create-project.ts';
import { handleGetMe } from './get-me.ts';
import { handleInviteMember } from './invite-member.ts';
import { handleListAuditEntries } from './list-audit-entries.ts';
import { handleListKeys } from './list-keys.ts';
import { handleListMembers } from './list-members.ts';
import { handleListProjects } from './list-projects.ts';
import type { PeopleDirectory } from './people-directory.ts';
import { handleGetProject, handleUpdateProject } from './project-settings.ts';
import { handleRemoveMember } from './remove-member.ts';
import { handleRevokeKey } from './revoke-key.ts';
import { handleRotateKey } from './rotate-key.ts';
import { handleUpdateKey } from './update-key.ts';
import { handleUpdateMember } from './update-member.ts';

export interface IdentityPorts extends ApiPorts {
  stage: string;
  projects: ProjectRepository;
  members: MemberRepository;
  keys: ApiKeyRepository;
  auditEntries: AuditEntries;
  people: PeopleDirectory;
  pepper: Pepper;
  clock: Clock;
}

/** Projects, their members and keys, and the log of what changed. */
export function createApp(ports: IdentityPorts): Hono {
  const api = createCompressedApi(ports);
  api.serve(getMe, handleGetMe(ports));
  api.serve(listProjects, handleListProjects(ports));
  api.serve(createProject, handleCreateProject(ports));
  api.serve(getProject, handleGetProject(ports));
  api.serve(updateProject, handleUpdateProject(ports));
  api.serve(listMembers, handleListMembers(ports));
  api.serve(inviteMember, handleInviteMember(ports));
  api.serve(updateMember, handleUpdateMember(ports));
  api.serve(removeMember, handleRemoveMember(ports));
  api.serve(listKeys, handleListKeys(ports));
  api.serve(createKey, handleCreateKey(ports));
  api.serve(updateKey, handleUpdateKey(ports));
  api.serve(rotateKey, handleRotateKey(ports));
  api.serve(revokeKey, handleRevokeKey(ports));
  api.serve(listAuditEntries, handleListAuditEntries(ports));
  return api.app;
}
