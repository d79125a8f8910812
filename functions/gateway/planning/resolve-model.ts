import type { Model, ProviderRecord } from '../../../shared/contract/models.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import { findModelByProvider } from '../../../shared/models/catalogue.ts';
import { findProjectModel } from '../../../shared/models/project-models.ts';
import { splitModelId } from '../../../shared/models/unlisted-model.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { GatewayPorts, ProjectSettings } from '../gateway-ports.ts';

/** Where a call goes, and at what price. */
export interface Target {
  provider: Provider;
  /** The model as the provider calls it. */
  providerModelId: string;
  /** What is known about it; its price is null if that is unknown. */
  model: Model;
  settings: ProjectSettings;
}

/** Throws 404 if the project cannot call the model. */
export async function resolveModel(ports: GatewayPorts, projectId: string, modelId: string): Promise<Target> {
  const cached = await ports.settingsOf(projectId);
  // What the cache does not know may have been connected a moment ago.
  const settings = findCallableModel(cached, modelId) ? cached : await ports.freshSettingsOf(projectId);
  const model = findCallableModel(settings, modelId);
  if (!model) throw notCallable(ports, settings, modelId);
  const record = settings.providers.find(({ id }) => modelId.startsWith(`${id}/`));
  const provider = record ? await ports.openProvider(record) : ports.sandbox;
  return { provider, providerModelId: model.providerModelId, model, settings };
}

function notCallable({ sandbox }: GatewayPorts, { providers }: ProjectSettings, modelId: string): AppError {
  const parts = splitModelId(modelId);
  if (!parts)
    return modelNotFound(`"${modelId}" is not a model id: write it as provider/model, such as "sandbox/lorem".`);
  const { provider, providerModelId } = parts;
  if (provider === sandbox.slug || providers.some(({ id }) => id === provider)) {
    return modelNotFound(`The provider "${provider}" serves no model "${providerModelId}".`);
  }
  return modelNotFound(`No provider "${provider}" is connected to this project, so "${modelId}" cannot be called.`);
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
