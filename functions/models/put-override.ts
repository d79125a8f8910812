import type { putModelOverride } from '../../shared/contract/models.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ConflictError, NotFoundError, ValidationError } from '../../shared/http/errors.ts';
import { findProjectModel } from '../../shared/models/project-models.ts';
import { splitModelId } from '../../shared/models/unlisted-model.ts';
import type { ModelsPorts } from './app.ts';
import { readProjectView } from './project-view.ts';

/** A model that the catalogue does not know may be described too: that is how its cost becomes known. */
export function handlePutOverride(ports: ModelsPorts): Handler<typeof putModelOverride> {
  return async ({ projectId, params: { modelId }, body: override, principal, requestId }) => {
    assertCanOverride(modelId);
    await ports.overrides.put({ projectId, modelId, override }, changeContextOf(principal, requestId));
    const model = findProjectModel(modelId, await readProjectView(ports, projectId));
    // Somebody removed the override of an unlisted model in between.
    if (model === null) throw new NotFoundError(`The model "${modelId}"`);
    return model;
  };
}

function assertCanOverride(modelId: string): void {
  const parts = splitModelId(modelId);
  if (!parts) throw new ValidationError([{ field: 'params.modelId', message: 'write it as `provider/model`' }]);
  if (parts.provider === 'sandbox') {
    throw new ConflictError('The sandbox’s models are part of Signalbox and cannot be overridden.', 'provider_managed');
  }
}
