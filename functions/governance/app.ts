import type { Hono } from 'hono';
import {
  createBudget,
  createLimit,
  deleteBudget,
  deleteLimit,
  getBudgetStatus,
  listBudgets,
  listLimitCounters,
  listLimits,
  putBudget,
  putLimit,
} from '../../shared/contract/governance.ts';
import { clearCache, getCache, putCacheSettings } from '../../shared/contract/response-cache.ts';
import type { BudgetCounters } from '../../shared/governance/budget-counters.ts';
import type { LimitCounters } from '../../shared/governance/limit-counters.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { BudgetRepository } from '../../shared/storage/budget-repository.ts';
import type { LimitRepository } from '../../shared/storage/limit-repository.ts';
import type { RollupRepository } from '../../shared/storage/rollup-repository.ts';
import type { CachePorts } from './cache/cache-ports.ts';
import { handleClearCache } from './cache/clear-cache.ts';
import { handleGetCache } from './cache/get-cache.ts';
import { handlePutCacheSettings } from './cache/put-cache-settings.ts';
import { handleBudgetStatus } from './get-budget-status.ts';
import { handleListBudgets } from './list-budgets.ts';
import { handleListLimitCounters } from './list-limit-counters.ts';
import { handleListLimits } from './list-limits.ts';
import { createRule, deleteRule, replaceRule } from './rule-handlers.ts';

export interface GovernancePorts extends ApiPorts {
  keys: Pick<ApiKeyRepository, 'list'>;
  limits: LimitRepository;
  budgets: BudgetRepository;
  counters: BudgetCounters;
  limitCounters: LimitCounters;
  rollups: Pick<RollupRepository, 'read'>;
  cache: CachePorts;
  clock: Clock;
}

/** Limits, budgets and the response cache: what is allowed, what is left of it, and what need not be paid for. */
export function createApp(ports: GovernancePorts): Hono {
  const { limits, budgets } = ports;
  const api = createCompressedApi(ports);
  api.serve(listLimits, handleListLimits(ports));
  api.serve(listLimitCounters, handleListLimitCounters(ports));
  api.serve(createLimit, (call) => createRule(limits, call));
  api.serve(putLimit, (call) => replaceRule(limits, 'limit', { ...call, id: call.params.limitId }));
  api.serve(deleteLimit, (call) => deleteRule(limits, 'limit', { ...call, id: call.params.limitId }));
  api.serve(listBudgets, handleListBudgets(ports));
  api.serve(createBudget, (call) => createRule(budgets, call));
  api.serve(putBudget, (call) => replaceRule(budgets, 'budget', { ...call, id: call.params.budgetId }));
  api.serve(deleteBudget, (call) => deleteRule(budgets, 'budget', { ...call, id: call.params.budgetId }));
  api.serve(getBudgetStatus, handleBudgetStatus(ports));
  api.serve(getCache, handleGetCache(ports));
  api.serve(putCacheSettings, handlePutCacheSettings(ports));
  api.serve(clearCache, handleClearCache(ports));
  return api.app;
}
