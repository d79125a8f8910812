import type { Model, ProviderRecord } from '../../shared/contract/models.ts';
import { AppError } from '../../shared/http/app-error.ts';
import { findModelByProvider } from '../../shared/models/catalogue.ts';
import { findProjectModel } from '../../shared/models/project-models.ts';
import { splitModelId } from '../../shared/models/unlisted-model.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import type { GatewayPorts, ProjectSettings } from './gateway-ports.ts';

/** Where a call goes, and at what price. */
export interface Target {
  provider: Provider;
  /** The model as the provider calls it. */
  providerModelId: string;
  /** What is known about it; its price is null if that is unknown. */
  model: Model;
  settings: ProjectSettings;
}

export async function resolveModel(ports: GatewayPorts, projectId: string, modelId: string): Promise<Target> {
  const parts = splitModelId(modelId);
  if (!parts)
    throw modelNotFound(`"${modelId}" is not a model id: write it as provider/model, such as "sandbox/lorem".`);
  const settings = await ports.settingsOf(projectId);
  const record = settings.providers.find(({ id }) => id === parts.provider);
  const isSandbox = parts.provider === ports.sandbox.slug;
  if (!isSandbox && !record) {
    throw modelNotFound(
      `No provider "${parts.provider}" is connected to this project, so "${modelId}" cannot be called.`,
    );
  }
  const model = findServedModel(modelId, parts, settings, record);
  if (!model) throw modelNotFound(`The provider "${parts.provider}" serves no model "${parts.providerModelId}".`);
  const provider = isSandbox || !record ? ports.sandbox : await ports.openProvider(record);
  return { provider, providerModelId: parts.providerModelId, model, settings };
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
