import { AppError } from '../../../shared/http/app-error.ts';
import type { PlanRefusal, PlanRefusalCode } from '../../../shared/routing/routed-target.ts';

/** A circuit closes again by itself; everything else is for the caller or an administrator to change. */
const statusByCode: Record<PlanRefusalCode, number> = {
  model_not_available: 404,
  needs_not_met: 400,
  context_length_exceeded: 400,
  requirements_not_met: 400,
  target_refused: 403,
  circuit_open: 503,
};

/** Why a plan has no target, as an error. */
export function refuse(refusal: PlanRefusal | null, otherwise: string): AppError {
  const code = refusal?.code ?? 'model_not_available';
  return new AppError(refusal?.message ?? otherwise, {
    code,
    status: statusByCode[code],
    param: code === 'context_length_exceeded' ? 'messages' : 'model',
    isRetryable: code === 'circuit_open',
    ...(code === 'circuit_open' ? { retryAfterSeconds: 5 } : {}),
  });
}
