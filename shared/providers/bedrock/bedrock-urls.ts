import { ProviderError } from '../provider-error.ts';

export type BedrockAction = 'converse' | 'converse-stream' | 'invoke';

/** The runtime's own endpoint of a region. */
export function bedrockBaseUrl(region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://bedrock-runtime.${region}.${domain}`;
}

/** Ids hold colons, and ARNs slashes too: both are encoded, so that they stay one part of the path. */
export function bedrockUrl(baseUrl: string, model: string, action: BedrockAction): URL {
  const url = URL.parse(`${baseUrl.replace(/\/+$/, '')}/model/${encodeURIComponent(model)}/${action}`);
  if (url) return url;
  throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
}
