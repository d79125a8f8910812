/** An OpenAI-compatible endpoint that Signalbox knows by name. */
export interface KnownEndpoint {
  /** First part of its models' ids, and its provider name in the catalogue. */
  slug: string;
  name: string;
  baseUrl: string;
  /** Environment variable that holds its key by custom; null if it needs none. */
  keyVariable: string | null;
  /**
   * How a stream is made to report usage: most want `stream_options.include_usage`, some always report it and refuse
   * the option.
   */
  streamUsage: StreamUsage;
}

export type StreamUsage = 'on-request' | 'always';

const endpoint = (
  slug: string,
  name: string,
  baseUrl: string,
  keyVariable: string | null,
  streamUsage: StreamUsage = 'on-request',
): KnownEndpoint => ({ slug, name, baseUrl, keyVariable, streamUsage });

export const knownEndpoints: readonly KnownEndpoint[] = [
  endpoint('openai', 'OpenAI', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  endpoint('groq', 'Groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  endpoint('together', 'Together AI', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  endpoint('mistral', 'Mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY', 'always'),
  endpoint('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  endpoint('x-ai', 'xAI', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  endpoint('sambanova', 'SambaNova', 'https://api.sambanova.ai/v1', 'SAMBANOVA_API_KEY'),
  endpoint('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  endpoint('fireworks', 'Fireworks AI', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  endpoint('cerebras', 'Cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  endpoint('perplexity', 'Perplexity', 'https://api.perplexity.ai', 'PERPLEXITY_API_KEY', 'always'),
  endpoint('moonshotai', 'Moonshot AI', 'https://api.moonshot.ai/v1', 'MOONSHOT_API_KEY'),
  endpoint('google', 'Google Gemini', 'https://generativelanguage.googleapis.com/v1beta/openai', 'GEMINI_API_KEY'),
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
