import type { deleteModelOverride } from '../../shared/contract/models.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';

export function handleDeleteOverride({ overrides }: ModelsPorts): Handler<typeof deleteModelOverride> {
  return async ({ projectId, params: { modelId }, principal, requestId }) => {
    const isRemoved = await overrides.remove(projectId, modelId, changeContextOf(principal, requestId));
    if (!isRemoved) throw new NotFoundError(`An override of "${modelId}"`);
  };
}
