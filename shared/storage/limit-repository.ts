import { type Limit, limitSchema } from '../contract/governance-rules.ts';
import type { CorePorts } from './core-ports.ts';
import { limitKey, limitPrefix } from './limit-keys.ts';
import { createRuleRepository, type RuleRepository } from './rule-repository.ts';

export type LimitRepository = RuleRepository<Limit>;

export function createLimitRepository(ports: CorePorts): LimitRepository {
  return createRuleRepository<Limit>(ports, {
    name: 'limit',
    prefix: limitPrefix,
    keyOf: limitKey,
    schema: limitSchema,
  });
}
