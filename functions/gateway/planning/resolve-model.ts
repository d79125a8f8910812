import type { Model } from '../../../shared/contract/models.ts';
import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import { findModelByProvider } from '../../../shared/models/catalogue.ts';
import { findProjectModel } from '../../../shared/models/project-models.ts';
import { splitModelId } from '../../../shared/models/unlisted-model.ts';
import type { ProjectSettings } from '../gateway-ports.ts';
import { similarModel } from './similar-model.ts';
import type { Target } from './target.ts';

/** What was found in settings, which are replaced as a whole when they change. */
const found = new WeakMap<ProjectSettings, Map<string, Target | null>>();
/** Callers can name any model, and as many as they like. */
const maxFound = 1_000;

/** The model and the connection that serves it; null if the project cannot call it. Looked up several times for a call. */
export function findTarget(settings: ProjectSettings, modelId: string): Target | null {
  const known = found.get(settings) ?? new Map<string, Target | null>();
  const before = known.get(modelId);
  if (before !== undefined) return before;
  const model = findCallableModel(settings, modelId);
  const target = model && targetOf(settings, model);
  if (known.size >= maxFound) known.clear();
  found.set(settings, known.set(modelId, target));
  return target;
}

export function targetOf(settings: ProjectSettings, model: Model): Target {
  const [providerId = ''] = model.id.split('/', 1);
  const record = settings.providers.find(({ id }) => id === providerId) ?? null;
  return { record, providerId, providerModelId: model.providerModelId, model };
}

/** Says what is missing, and what was probably meant. */
export function notCallable(settings: ProjectSettings, modelId: string): AppError {
  const meant = similarModel(settings, modelId);
  const hint = meant === null ? 'GET /v1/models lists what this key can call.' : `Did you mean "${meant}"?`;
  return modelNotFound(`${whyNotCallable(settings, modelId)} ${hint}`);
}

function whyNotCallable(settings: ProjectSettings, modelId: string): string {
  const parts = splitModelId(modelId);
  if (!parts) {
    return `"${modelId}" is neither a route of this project nor a model id: write a model as provider/model, such as "sandbox/lorem".`;
  }
  const { provider, providerModelId } = parts;
  if (provider === 'sandbox' || settings.providers.some(({ id }) => id === provider)) {
    return `The provider "${provider}" serves no model "${providerModelId}".`;
  }
  return `No provider "${provider}" is connected to this project, so "${modelId}" cannot be called. Connect it under Providers in the console.`;
}

/** The model if it can be called now; null if not. */
export function findCallableModel(settings: ProjectSettings, modelId: string): Model | null {
  const parts = splitModelId(modelId);
  const record = settings.providers.find(({ id }) => id === parts?.provider);
  return parts && findServedModel(modelId, parts, settings, record);
}

/**
 * A dated snapshot (`gpt-5-2025-08-07`) that the catalogue does not list by itself is served, and priced, as the model it
 * is a snapshot of.
 */
function findServedModel(
  modelId: string,
  parts: { provider: string; providerModelId: string },
  settings: ProjectSettings,
  record: ProviderRecord | undefined,
): Model | null {
  const exact = findProjectModel(modelId, settings);
  if (exact?.isAvailable && (exact.price !== null || exact.hasOverride)) return exact;
  const original = record && findModelByProvider(parts.provider, parts.providerModelId);
  const known = original && findProjectModel(original.id, settings);
  if (known) return { ...known, id: modelId, providerModelId: parts.providerModelId, isAvailable: true };
  return exact?.isAvailable ? exact : null;
}

export function modelNotFound(message: string): AppError {
  return new AppError(message, { code: 'model_not_found', status: 404, param: 'model' });
}
