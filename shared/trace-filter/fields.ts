import { spanStatuses, spanTypes } from '../contract/span.ts';

interface TextFieldDefinition {
  description: string;
  /** Only these values exist. */
  choices?: readonly string[];
  /** Identifiers are compared letter by letter, other texts whatever their case. */
  isIdentifier?: true;
}

/** Fields that hold text: `name:value`. */
export const textFields = {
  model: { description: 'Model of any span, or the route that a call went by' },
  provider: { description: 'Provider of any span' },
  status: { description: 'Outcome of the trace', choices: spanStatuses },
  type: { description: 'Type of any span', choices: spanTypes },
  name: { description: 'Name of the trace' },
  service: { description: 'Service that the trace started in' },
  environment: { description: 'Environment, such as production' },
  release: { description: 'Release of the application' },
  session: { description: 'Session id', isIdentifier: true },
  user: { description: 'User id', isIdentifier: true },
  key: { description: 'Id of the API key', isIdentifier: true },
  tag: { description: 'Tag of any span, or of the trace' },
  prompt: { description: 'Managed prompt: name, or name@version' },
  error: { description: 'Error type of any span' },
  trace: { description: 'Trace id', isIdentifier: true },
} as const satisfies Record<string, TextFieldDefinition>;
export type TextField = keyof typeof textFields;

export type NumberUnit = 'usd' | 'duration' | 'count';

interface NumberFieldDefinition {
  description: string;
  unit: NumberUnit;
  example: string;
}

/** Fields that hold a number: `name>value`. */
export const numberFields = {
  cost: { description: 'Known cost in USD', unit: 'usd', example: '0.01' },
  tokens: { description: 'Tokens, input and output', unit: 'count', example: '1000' },
  input: { description: 'Input tokens', unit: 'count', example: '1000' },
  output: { description: 'Output tokens', unit: 'count', example: '1000' },
  latency: { description: 'Duration of the trace', unit: 'duration', example: '2s' },
  ttft: { description: 'Time to the first token', unit: 'duration', example: '300ms' },
  spans: { description: 'Number of spans', unit: 'count', example: '10' },
  errors: { description: 'Number of spans that failed', unit: 'count', example: '0' },
} as const satisfies Record<string, NumberFieldDefinition>;
export type NumberField = keyof typeof numberFields;

/** Fields with a name of the sender's after a dot: `metadata.tenant:acme`, `score.helpfulness>=0.8`. */
export const keyedFields = {
  metadata: { description: 'Metadata of any span: metadata.tenant:acme', example: 'metadata.tenant:acme' },
  score: { description: 'Mean or label of a score: score.helpfulness>=0.8', example: 'score.helpfulness>=0.8' },
} as const;
export type KeyedField = keyof typeof keyedFields;

/** Questions with fixed answers: `has:session`, `is:simulated`. */
export const questionFields = {
  has: { description: 'What the trace has' },
  is: { description: 'What the trace is' },
} as const;
export type QuestionField = keyof typeof questionFields;

export const isTextField = (name: string): name is TextField => Object.hasOwn(textFields, name);
export const isNumberField = (name: string): name is NumberField => Object.hasOwn(numberFields, name);
export const isKeyedField = (name: string): name is KeyedField => Object.hasOwn(keyedFields, name);
export const isQuestionField = (name: string): name is QuestionField => Object.hasOwn(questionFields, name);

export function definitionOf(field: TextField): TextFieldDefinition {
  return textFields[field];
}

/** As a person would name them in an error. */
export const fieldNames: readonly string[] = [
  ...Object.keys(textFields),
  ...Object.keys(numberFields),
  ...Object.keys(keyedFields).map((name) => `${name}.…`),
  ...Object.keys(questionFields),
];

export const isField = (name: string): boolean =>
  isTextField(name) || isNumberField(name) || isKeyedField(name) || isQuestionField(name);
