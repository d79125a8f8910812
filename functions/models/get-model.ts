import type { getModel } from '../../shared/contract/models.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { findProjectModel } from '../../shared/models/project-models.ts';
import type { ModelsPorts } from './app.ts';
import { readProjectView } from './project-view.ts';

export function handleGetModel(ports: ModelsPorts): Handler<typeof getModel> {
  return async ({ projectId, params: { modelId } }) => {
    const model = findProjectModel(modelId, await readProjectView(ports, projectId));
    if (model === null) throw new NotFoundError(`The model "${modelId}"`);
    return model;
  };
}
