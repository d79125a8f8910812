import type { Span } from '../../../../shared/contract/span.ts';
import { type RuleTable, readText } from './rule.ts';

type Context = Pick<Span, 'service' | 'environment' | 'release' | 'sessionId' | 'userId'>;

/** Looked for in the span, then in its resource. */
export const contextRules: RuleTable<Context> = {
  service: { attributes: ['service.name'], read: readText },
  environment: { attributes: ['deployment.environment.name', 'deployment.environment'], read: readText },
  release: { attributes: ['service.version'], read: readText },
  sessionId: { attributes: ['session.id', 'gen_ai.conversation.id'], read: readText },
  userId: { attributes: ['user.id', 'enduser.id'], read: readText },
};
