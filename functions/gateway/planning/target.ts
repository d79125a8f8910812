import type { Model } from '../../../shared/contract/models.ts';
import type { ProviderRecord } from '../../../shared/contract/providers.ts';

/** A model that a call can go to, and at what price. */
export interface Target {
  /** The connection that serves it; null for the sandbox. */
  record: ProviderRecord | null;
  /** First part of the model's id. */
  providerId: string;
  /** The model as the provider calls it. */
  providerModelId: string;
  /** What is known about it; its price is null if that is unknown. */
  model: Model;
}
