/** The most that a model is asked to write for a summary, and so what one can cost. */
export const maxSummaryTokens = 1_000;
