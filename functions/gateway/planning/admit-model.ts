import { AppError } from '../../../shared/http/app-error.ts';
import type { Principal } from '../../../shared/http/principal.ts';

/** True if the caller's key, if it is a key, may call the model. */
export function mayCall(principal: Principal, modelId: string): boolean {
  if (principal.kind === 'person' || principal.allowedModels === null) return true;
  return principal.allowedModels.some((pattern) =>
    pattern.endsWith('*') ? modelId.startsWith(pattern.slice(0, -1)) : pattern === modelId,
  );
}

export function admitModel(principal: Principal, modelId: string): void {
  if (mayCall(principal, modelId)) return;
  throw new AppError(`This key may not call "${modelId}". Choose one that GET /v1/models lists.`, {
    code: 'model_not_allowed',
    status: 403,
    param: 'model',
  });
}
