export interface ProviderPreset {
  id: string;
  name: string;
  baseUrl: string;
  needsKey: boolean;
  /** What to enter in `models`: `*` where the endpoint serves whatever was pulled or deployed to it. */
  models: readonly string[];
}

function hosted(id: string, name: string, baseUrl: string): ProviderPreset {
  return { id, name, baseUrl, needsKey: true, models: [] };
}

/** Endpoints that speak OpenAI's wire format. Their ids are those of the catalogue, so that its models become callable. */
export const providerPresets: readonly ProviderPreset[] = [
  hosted('openai', 'OpenAI', 'https://api.openai.com/v1'),
  hosted('anthropic', 'Anthropic', 'https://api.anthropic.com/v1'),
  hosted('google', 'Google Gemini', 'https://generativelanguage.googleapis.com/v1beta/openai'),
  hosted('mistral', 'Mistral', 'https://api.mistral.ai/v1'),
  hosted('groq', 'Groq', 'https://api.groq.com/openai/v1'),
  hosted('deepseek', 'DeepSeek', 'https://api.deepseek.com/v1'),
  hosted('xai', 'xAI', 'https://api.x.ai/v1'),
  hosted('together', 'Together AI', 'https://api.together.xyz/v1'),
  hosted('fireworks', 'Fireworks', 'https://api.fireworks.ai/inference/v1'),
  hosted('cerebras', 'Cerebras', 'https://api.cerebras.ai/v1'),
  hosted('sambanova', 'SambaNova', 'https://api.sambanova.ai/v1'),
  hosted('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1'),
  { id: 'ollama', name: 'Ollama', baseUrl: 'http://localhost:11434/v1', needsKey: false, models: ['*'] },
  { id: 'vllm', name: 'vLLM', baseUrl: 'http://localhost:8000/v1', needsKey: false, models: ['*'] },
];
