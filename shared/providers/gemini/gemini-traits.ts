/** What models of one generation do that others do not. */
export interface GeminiTraits {
  /** `level`: Gemini 3 and later. `budget`: 2.5. `none`: what does not think. */
  thinking: 'level' | 'budget' | 'none';
  /** Tokens of thought that a model with a budget takes; its least is more than 0 where it cannot stop thinking. */
  budget: { least: number; most: number };
  /** Whether the lowest level is `minimal`; the larger models begin at `low`. */
  hasMinimalLevel: boolean;
  /** Calls in the history must carry a thought signature. */
  needsSignatures: boolean;
  /** Results of functions may hold images and documents, and a schema may stand beside tools. */
  combinesTools: boolean;
}

/** From the model's name: ai.google.dev/gemini-api/docs/thinking (levels, budgets) and /thought-signatures. */
export function geminiTraits(model: string): GeminiTraits {
  const generation = Number(/gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? latestOf(model));
  const isPro = /-pro\b/.test(model);
  const isThird = generation >= 3;
  return {
    thinking: isThird ? 'level' : generation >= 2.5 ? 'budget' : 'none',
    budget: { least: isPro ? 128 : 0, most: isPro ? 32_768 : 24_576 },
    hasMinimalLevel: !isPro,
    needsSignatures: isThird,
    combinesTools: isThird,
  };
}

/** `gemini-flash-latest` and its like name no generation; models of another family (Gemma) do not think. */
function latestOf(model: string): string {
  return /gemini-.*latest/.test(model) ? '3' : '0';
}
