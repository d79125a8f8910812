import { knownEndpoints } from '../../../../shared/providers/known-endpoints.ts';
import type { ConnectableKind } from './connection-form.ts';

export interface ProviderPreset {
  /** That of the catalogue, so that its models become callable. */
  id: string;
  name: string;
  kind: ConnectableKind;
  baseUrl: string;
  needsKey: boolean;
  /** `*` where the endpoint serves whatever was pulled or deployed to it. */
  models: readonly string[];
}

/** Endpoints that fill the form with one choice. Those without a key run on a machine of one's own. */
export const providerPresets: readonly ProviderPreset[] = knownEndpoints.map(
  ({ slug, name, kind, baseUrl, keyVariable }) => ({
    id: slug,
    name,
    kind,
    baseUrl,
    needsKey: keyVariable !== null,
    models: keyVariable === null ? ['*'] : [],
  }),
);
