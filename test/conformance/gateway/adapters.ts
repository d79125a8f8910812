import type { ProviderKind } from '../../../shared/contract/providers.ts';

/** Every adapter, each with a model whose name makes it do all it can. */
export const adapters = [
  { kind: 'openai-compatible', model: 'compatible/world-1' },
  { kind: 'anthropic', model: 'messages/claude-opus-4-5' },
  { kind: 'gemini', model: 'google/gemini-3-flash' },
  { kind: 'bedrock', model: 'converse/anthropic.claude-opus-4-5-v1:0' },
  { kind: 'azure-openai', model: 'azured/gpt-4.1' },
] as const satisfies readonly { kind: ProviderKind; model: string }[];
export type Adapter = (typeof adapters)[number];
