import { type RuleTable, readJson, readText } from './rule.ts';

interface Content {
  messages: unknown;
  instructions: unknown;
  answer: unknown;
  toolArguments: unknown;
  toolResult: unknown;
}

const json = (...attributes: string[]) => ({
  attributes,
  read: readJson as (value: unknown) => NonNullable<unknown> | null,
});

/** Looked for in the span, then in its events, where instrumentations may put content instead. */
export const contentRules: RuleTable<Content> = {
  messages: json('gen_ai.input.messages', 'gen_ai.prompt'),
  instructions: json('gen_ai.system_instructions'),
  answer: json('gen_ai.output.messages', 'gen_ai.completion'),
  toolArguments: json('gen_ai.tool.call.arguments'),
  toolResult: json('gen_ai.tool.call.result'),
};

/** Kept in input and output, whole, and not once more among the attributes. */
export const contentAttributes: ReadonlySet<string> = new Set(
  Object.values(contentRules).flatMap((rule) => rule.attributes),
);

export const errorRules: RuleTable<{ errorType: string; statusMessage: string }> = {
  errorType: { attributes: ['error.type', 'exception.type'], read: readText },
  statusMessage: { attributes: ['exception.message'], read: readText },
};
