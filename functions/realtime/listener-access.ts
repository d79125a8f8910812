import { scopesInclude } from '../../shared/contract/access.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { statusOf } from '../../shared/storage/api-key-record.ts';
import type { ApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { MemberRepository } from '../../shared/storage/members.ts';
import type { Listener } from './listener.ts';

export interface ListenerAccess {
  /** Whether they belong to the project now: a removed member, or a revoked key, hears nothing from then on. */
  mayListen(listener: Listener): Promise<boolean>;
}

interface AccessPorts {
  members: Pick<MemberRepository, 'get'>;
  keys: Pick<ApiKeyRepository, 'find'>;
  clock: Clock;
}

/** Reads the table each time: what is cached could be told to somebody who has just been shown out. */
export function createListenerAccess({ members, keys, clock }: AccessPorts): ListenerAccess {
  return {
    async mayListen({ kind, id, projectId }) {
      if (kind === 'person') return (await members.get(projectId, id)) !== null;
      const key = await keys.find(id);
      const isOfProject = key?.projectId === projectId;
      return isOfProject && statusOf(key, clock()) === 'active' && scopesInclude(key.scopes, 'read');
    },
  };
}
