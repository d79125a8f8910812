/** What some put before their sentence: the name of an exception, or whose error it is. */
const lead =
  '(?:(?:[a-z]+(?:Exception|Error)|Invalid request|The model returned the following errors|Provider returned error): )*';

/**
 * What providers say of a prompt that does not fit, where they have no code for it: OpenAI and Groq have one. As vLLM 0.32 was
 * recorded, and as others are reported in the issues of their clients. Each from its beginning and with its numbers: a message
 * that quotes a caller who writes of such things says nothing of the kind.
 */
const sentences: readonly RegExp[] = [
  // vLLM, and with it most who serve open models; DeepSeek, OpenRouter, Azure.
  "(?:'max_tokens' or 'max_completion_tokens' is too large: \\d+\\. )?This (?:model|endpoint).s maximum context length is \\d+ tokens\\b",
  'max_tokens=\\d+ cannot be greater than max_model_len=\\d+\\b',
  // Mistral.
  'Prompt contains \\d+ tokens\\b.{0,40}, too large for model with \\d+ maximum context length',
  // Anthropic: the prompt alone, and with the room for the answer.
  'prompt is too long(?:: \\d+ tokens > \\d+ maximum)?$',
  'input length and `max_tokens` exceed context limit: \\d+ \\+ \\d+ > \\d+',
  // Gemini.
  'The input token count (?:\\(\\d+\\) )?exceeds the maximum number of tokens allowed \\(?\\d+',
  // Bedrock.
  'Input is too long for requested model\\.?$',
  // xAI.
  'This model.s maximum prompt length is \\d+\\b',
  // Moonshot.
  'Your request exceeded model token limit: \\d+',
].map((sentence) => new RegExp(`^${lead}${sentence}`, 'i'));

/** Whether a provider that refused a request says that it was too long: a model with a larger window may take it. */
export function saysContextIsFull(message: string): boolean {
  return sentences.some((sentence) => sentence.test(message.trim()));
}
