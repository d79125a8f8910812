import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

export const providerPrefix = 'PROVIDER#';
export const providerKey = (projectId: string, providerId: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${providerPrefix}${keyPart(providerId)}`,
});

export const modelOverridePrefix = 'MODEL_OVERRIDE#';
export const modelOverrideKey = (projectId: string, modelId: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${modelOverridePrefix}${keyPart(modelId)}`,
});
