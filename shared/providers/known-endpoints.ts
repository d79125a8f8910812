/** What an endpoint speaks, and so which adapter speaks with it. */
export type EndpointKind = 'openai-compatible' | 'anthropic' | 'gemini' | 'bedrock' | 'azure-openai';

/** An endpoint that Signalbox knows by name. */
export interface KnownEndpoint {
  /** First part of its models' ids, and its provider name in the catalogue. */
  slug: string;
  name: string;
  kind: EndpointKind;
  baseUrl: string;
  /** Environment variable that holds its key by custom; null if it needs none. */
  keyVariable: string | null;
  /** Environment variable that holds its address, where every customer has another one. */
  baseUrlVariable: string | null;
}

const endpoint = (
  slug: string,
  name: string,
  baseUrl: string,
  keyVariable: string | null,
  more: Partial<Pick<KnownEndpoint, 'kind' | 'baseUrlVariable'>> = {},
): KnownEndpoint => ({
  slug,
  name,
  kind: 'openai-compatible',
  baseUrl,
  keyVariable,
  baseUrlVariable: null,
  ...more,
});

const gemini = 'https://generativelanguage.googleapis.com/v1beta';
const azure = 'https://your-resource.openai.azure.com/openai/v1';

export const knownEndpoints: readonly KnownEndpoint[] = [
  endpoint('openai', 'OpenAI', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  endpoint('anthropic', 'Anthropic', 'https://api.anthropic.com/v1', 'ANTHROPIC_API_KEY', { kind: 'anthropic' }),
  endpoint('google', 'Google Gemini', gemini, 'GEMINI_API_KEY', { kind: 'gemini' }),
  endpoint('azure', 'Azure OpenAI', azure, 'AZURE_OPENAI_API_KEY', {
    kind: 'azure-openai',
    baseUrlVariable: 'AZURE_OPENAI_ENDPOINT',
  }),
  endpoint('groq', 'Groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  endpoint('together', 'Together AI', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  endpoint('mistral', 'Mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  endpoint('cohere', 'Cohere', 'https://api.cohere.ai/compatibility/v1', 'COHERE_API_KEY'),
  endpoint('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  endpoint('x-ai', 'xAI', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  endpoint('sambanova', 'SambaNova', 'https://api.sambanova.ai/v1', 'SAMBANOVA_API_KEY'),
  endpoint('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  endpoint('fireworks', 'Fireworks AI', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  endpoint('cerebras', 'Cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  endpoint('perplexity', 'Perplexity', 'https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  endpoint('moonshotai', 'Moonshot AI', 'https://api.moonshot.ai/v1', 'MOONSHOT_API_KEY'),
  endpoint('ollama', 'Ollama', 'http://localhost:11434/v1', null),
  endpoint('vllm', 'vLLM', 'http://localhost:8000/v1', null),
];

/** The known endpoint behind a base URL, whatever the project calls it. */
export function findKnownEndpoint(baseUrl: string): KnownEndpoint | null {
  const host = hostOf(baseUrl);
  return knownEndpoints.find((known) => hostOf(known.baseUrl) === host) ?? null;
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.host ?? null;
}
