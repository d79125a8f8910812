import { type ClaudeTraits, claudeTraits } from '../anthropic/claude-traits.ts';

export interface ConverseTraits {
  /** Null for models of others than Anthropic. */
  claude: ClaudeTraits | null;
  takesCachePoints: boolean;
  /** In whose words `top_k` is said; null if the model has none. */
  topKField: 'plain' | 'nova' | null;
  /** How an effort is said; null if the model is not known to take one. */
  effort: 'nova' | 'openai' | null;
  takesOutputFormat: boolean;
}

/** docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html, November 2026; Claude says it by its version. */
const structured =
  /(^|\.)(qwen\.|deepseek\.v|mistral\.(mistral-large-3|ministral|magistral)|google\.gemma|nvidia\.|minimax\.|moonshot|openai\.)/;

/** What a model of Bedrock takes, by its id, its inference profile's id or an ARN that names it. */
export function converseTraits(model: string): ConverseTraits {
  const claude = claudeTraits(model);
  const isNova = /amazon\.nova/.test(model);
  const isNova2 = /amazon\.nova-2/.test(model);
  return {
    claude,
    takesCachePoints: claude !== null || isNova,
    topKField: topKField(model, claude, isNova),
    effort: isNova2 ? 'nova' : /openai\./.test(model) ? 'openai' : null,
    takesOutputFormat: claude?.takesOutputFormat ?? structured.test(model),
  };
}

function topKField(model: string, claude: ClaudeTraits | null, isNova: boolean): ConverseTraits['topKField'] {
  if (claude !== null || /mistral\./.test(model)) return 'plain';
  return isNova ? 'nova' : null;
}

/** True if the model holds to a JSON Schema by itself (`outputConfig.textFormat`). */
export function supportsBedrockStructuredOutput(model: string): boolean {
  return converseTraits(model).takesOutputFormat;
}
