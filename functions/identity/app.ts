import type { Hono } from 'hono';
import * as contract from '../../shared/contract/identity.ts';
import { type ApiPorts, createApi } from '../../shared/http/create-api.ts';
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
  const api = createApi(ports);
  api.serve(contract.getMe, handleGetMe(ports));
  api.serve(contract.listProjects, handleListProjects(ports));
  api.serve(contract.createProject, handleCreateProject(ports));
  api.serve(contract.getProject, handleGetProject(ports));
  api.serve(contract.updateProject, handleUpdateProject(ports));
  api.serve(contract.listMembers, handleListMembers(ports));
  api.serve(contract.inviteMember, handleInviteMember(ports));
  api.serve(contract.updateMember, handleUpdateMember(ports));
  api.serve(contract.removeMember, handleRemoveMember(ports));
  api.serve(contract.listKeys, handleListKeys(ports));
  api.serve(contract.createKey, handleCreateKey(ports));
  api.serve(contract.updateKey, handleUpdateKey(ports));
  api.serve(contract.rotateKey, handleRotateKey(ports));
  api.serve(contract.revokeKey, handleRevokeKey(ports));
  api.serve(contract.listAuditEntries, handleListAuditEntries(ports));
  return api.app;
}
