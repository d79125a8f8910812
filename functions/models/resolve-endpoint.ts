import type { ProviderKind } from '../../shared/contract/providers.ts';
import { ValidationError } from '../../shared/http/errors.ts';
import { defaultBaseUrl } from '../../shared/providers/default-base-url.ts';
import { validateBaseUrl } from './validate-base-url.ts';

export interface EndpointInput {
  id?: string | undefined;
  kind: ProviderKind;
  baseUrl?: string | undefined;
  region?: string | null | undefined;
  /** Whether a key goes with it. */
  hasKey: boolean;
}

const keyedKinds: ReadonlySet<ProviderKind> = new Set(['anthropic', 'gemini', 'azure-openai']);
const awsHost = /\.amazonaws\.com(\.cn)?$/;

/** The checked base URL of a connection: the given one, or that of its kind. */
export function resolveEndpoint(input: EndpointInput, allowsPrivateProviders: boolean): string {
  const baseUrl = input.baseUrl ?? defaultBaseUrl(input);
  if (baseUrl === null) throw invalid('baseUrl', 'give the base URL: this kind of provider has none of its own');
  const checked = validateBaseUrl(baseUrl, allowsPrivateProviders);
  if (input.hasKey) return checked;
  if (keyedKinds.has(input.kind) && !allowsPrivateProviders)
    throw invalid('apiKey', 'this kind of provider needs a key');
  // What is signed for the role is for AWS to see and for nobody else.
  if (input.kind === 'bedrock' && !allowsPrivateProviders && !awsHost.test(new URL(checked).hostname)) {
    throw invalid('baseUrl', 'without a key, Bedrock is called by role, and only at AWS itself');
  }
  return checked;
}

function invalid(field: string, message: string): ValidationError {
  return new ValidationError([{ field: `body.${field}`, message }]);
}
