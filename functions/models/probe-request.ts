import { type AwsCredentials, signRequest } from '../../shared/aws/sign-request.ts';
import type { ProviderKind } from '../../shared/contract/providers.ts';

export interface ProbeTarget {
  kind: ProviderKind;
  baseUrl: string;
  region: string | null;
  apiVersion: string | null;
  apiKey: string | null;
}

export interface ProbeRequest {
  url: URL;
  headers: Record<string, string>;
}

export interface ProbePorts {
  now: number;
  roleCredentials: () => Promise<AwsCredentials>;
}

/**
 * The cheapest call that a provider answers only to those it knows: its list of models, which costs nothing anywhere.
 * Bedrock lists them at its control plane, beside the endpoint that calls go to.
 */
export async function probeRequest(target: ProbeTarget, ports: ProbePorts): Promise<ProbeRequest> {
  const { apiKey } = target;
  const url = probeUrl(target);
  switch (target.kind) {
    case 'anthropic':
      return { url, headers: { 'anthropic-version': '2023-06-01', ...keyHeader('x-api-key', apiKey) } };
    case 'gemini':
      return { url, headers: keyHeader('x-goog-api-key', apiKey) };
    case 'azure-openai':
      return { url, headers: keyHeader('api-key', apiKey) };
    case 'bedrock':
      return { url, headers: apiKey === null ? await signed(url, target, ports) : bearer(apiKey) };
    case 'openai-compatible':
    case 'sandbox':
      return { url, headers: apiKey === null ? {} : bearer(apiKey) };
  }
}

function probeUrl({ kind, baseUrl, apiVersion }: ProbeTarget): URL {
  switch (kind) {
    case 'anthropic':
      return new URL(`${baseUrl}/models?limit=1000`);
    case 'gemini':
      return new URL(`${baseUrl}/models?pageSize=1000`);
    case 'bedrock':
      return new URL(`${baseUrl.replace('//bedrock-runtime', '//bedrock')}/foundation-models`);
    case 'azure-openai':
      return azureUrl(baseUrl, apiVersion);
    case 'openai-compatible':
    case 'sandbox':
      return new URL(`${baseUrl}/models`);
  }
}

/** With a dated version the list is beside the deployments; the v1 API is below `/openai/v1` and needs none. */
function azureUrl(baseUrl: string, apiVersion: string | null): URL {
  const resource = baseUrl.replace(/\/openai(\/.*)?$/, '');
  if (apiVersion === null) return new URL(`${resource}/openai/v1/models`);
  return new URL(`${resource}/openai/models?api-version=${encodeURIComponent(apiVersion)}`);
}

async function signed(url: URL, { region }: ProbeTarget, { now, roleCredentials }: ProbePorts) {
  const credentials = await roleCredentials();
  const scope = { credentials, region: region ?? '', service: 'bedrock', now };
  return signRequest({ method: 'GET', url, headers: {}, body: new Uint8Array() }, scope);
}

function keyHeader(name: string, apiKey: string | null): Record<string, string> {
  return apiKey === null ? {} : { [name]: apiKey };
}

function bearer(apiKey: string): Record<string, string> {
  return { authorization: `Bearer ${apiKey}` };
}
