import { scopesInclude } from '../../../shared/contract/access.ts';
import type { Score } from '../../../shared/contract/scores.ts';
import type { ProjectGrant } from '../../../shared/http/authorize.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import type { Scoring } from '../../../shared/storage/score-record.ts';
import type { ScorePorts } from './score-ports.ts';

interface ScoringCall {
  projectId: string;
  principal: Principal;
  role: ProjectGrant['role'];
}

/** For a project that is gone. */
const defaultRetentionDays = 30;

/** Who scores, when, and how long it is kept. */
export async function scoringOf(
  { projectId, principal, role }: ScoringCall,
  { projects, clock }: Pick<ScorePorts, 'projects' | 'clock'>,
): Promise<Scoring> {
  const project = await projects.get(projectId);
  return {
    author: authorOf(principal),
    isAdmin: principal.kind === 'key' ? scopesInclude(principal.scopes, 'admin') : role === 'admin',
    now: clock(),
    retentionDays: project?.retentionDays ?? defaultRetentionDays,
  };
}

function authorOf(principal: Principal): Score['author'] {
  if (principal.kind === 'key') return { kind: 'key', id: principal.id, name: principal.name };
  return { kind: 'person', id: principal.id, name: principal.email ?? principal.id };
}
