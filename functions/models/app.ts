import type { Hono } from 'hono';
import type { AwsCredentials } from '../../shared/aws/sign-request.ts';
import { deleteModelOverride, getModel, listModels, putModelOverride } from '../../shared/contract/models.ts';
import {
  addProviderKey,
  listProviderKeys,
  removeProviderKey,
  rotateProviderKey,
  testProviderKey,
  updateProviderKey,
} from '../../shared/contract/provider-keys.ts';
import {
  createProvider,
  deleteProvider,
  listProviders,
  testProvider,
  testProviderInput,
  updateProvider,
} from '../../shared/contract/providers.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ProviderSecrets } from '../../shared/secrets/provider-secrets.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { ProviderConnections } from '../../shared/storage/provider-connections.ts';
import type { ProviderRepository } from '../../shared/storage/providers.ts';
import { handleCreateProvider } from './create-provider.ts';
import { handleDeleteOverride } from './delete-override.ts';
import { handleDeleteProvider } from './delete-provider.ts';
import { handleGetModel } from './get-model.ts';
import { handleListModels } from './list-models.ts';
import { handleListProviders } from './list-providers.ts';
import {
  handleAddProviderKey,
  handleListProviderKeys,
  handleRemoveProviderKey,
  handleRotateProviderKey,
  handleTestProviderKey,
  handleUpdateProviderKey,
} from './provider-keys.ts';
import { handlePutOverride } from './put-override.ts';
import { handleTestProvider } from './test-provider.ts';
import { handleTestProviderInput } from './test-provider-input.ts';
import { handleUpdateProvider } from './update-provider.ts';

export interface ModelsPorts extends ApiPorts {
  providers: Pick<ProviderRepository, 'list' | 'get'>;
  connections: ProviderConnections;
  overrides: ModelOverrideRepository;
  secrets: Pick<ProviderSecrets, 'get'>;
  transport: Pick<HttpTransport, 'send'>;
  allowsPrivateProviders: boolean;
  /** Of the role that this function runs as, to test Bedrock without a key. */
  roleCredentials: () => Promise<AwsCredentials>;
  clock: Clock;
}

/** The model catalogue as a project sees it, and the providers that it has connected. */
export function createApp(ports: ModelsPorts): Hono {
  const api = createCompressedApi(ports);
  api.serve(listModels, handleListModels(ports));
  api.serve(getModel, handleGetModel(ports));
  api.serve(putModelOverride, handlePutOverride(ports));
  api.serve(deleteModelOverride, handleDeleteOverride(ports));
  api.serve(listProviders, handleListProviders(ports));
  api.serve(createProvider, handleCreateProvider(ports));
  api.serve(updateProvider, handleUpdateProvider(ports));
  api.serve(deleteProvider, handleDeleteProvider(ports));
  api.serve(testProvider, handleTestProvider(ports));
  api.serve(testProviderInput, handleTestProviderInput(ports));
  api.serve(listProviderKeys, handleListProviderKeys(ports));
  api.serve(addProviderKey, handleAddProviderKey(ports));
  api.serve(updateProviderKey, handleUpdateProviderKey(ports));
  api.serve(rotateProviderKey, handleRotateProviderKey(ports));
  api.serve(removeProviderKey, handleRemoveProviderKey(ports));
  api.serve(testProviderKey, handleTestProviderKey(ports));
  return api.app;
}
