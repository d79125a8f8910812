/**
 * What providers say of a prompt that does not fit, where they have no code for it: OpenAI and Groq have one. As vLLM 0.32 was
 * recorded, and as others are reported in the issues of their clients.
 */
const phrases: readonly RegExp[] = [
  // vLLM, and with it most who serve open models; Mistral, DeepSeek, OpenRouter, Azure.
  /maximum context length/i,
  /cannot be greater than max_model_len/i,
  // Anthropic: the prompt alone, and with the room for the answer.
  /prompt is too long/i,
  /exceed context limit/i,
  // Gemini.
  /input token count .{0,40}exceeds the maximum number of tokens/i,
  // Bedrock.
  /input is too long for requested model/i,
  // xAI.
  /maximum prompt length/i,
  // Moonshot.
  /exceeded model token limit/i,
];

/** Whether a provider that refused a request says that it was too long: a model with a larger window may take it. */
export function saysContextIsFull(message: string): boolean {
  return phrases.some((phrase) => phrase.test(message));
}
