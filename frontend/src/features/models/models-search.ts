import { modelAbilities } from '../../../../shared/contract/models.ts';
import { compact, flagOf, oneOf, textOf } from '../../lib/read-search.ts';

export const modelSorts = ['name', 'context', 'input', 'output', '-name', '-context', '-input', '-output'] as const;

export function parseModelsSearch(search: Record<string, unknown>) {
  return compact({
    q: textOf(search['q']),
    provider: textOf(search['provider']),
    ability: oneOf(search['ability'], modelAbilities),
    unknown: flagOf(search['unknown']),
    available: flagOf(search['available']),
    sort: oneOf(search['sort'], modelSorts),
    model: textOf(search['model']),
    compare: textOf(search['compare']),
    add: flagOf(search['add']),
  });
}
export type ModelsSearch = ReturnType<typeof parseModelsSearch>;
