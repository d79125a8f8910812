import { createNameMatcher } from './attribute-names.ts';
import { addressAttributes, labelAttributes, noteAttributes } from './label-attributes.ts';

/**
 * Attributes that hold what people and models wrote, in whichever dialect: under these names not even a number stays, as a
 * tool's answer may be one. Text stays under the names of labels only, so that nothing depends on this list being complete.
 */
const contentAttributes: readonly RegExp[] = [
  /^gen_ai\.(input\.messages|output\.messages|system_instructions|prompt|completion|tool\.call\.(arguments|result))/,
  // What was asked for beside the messages: schemas, tools and words to stop at. Numbers of it are in the model's parameters.
  /^gen_ai\.(tool\.definitions|request\.stop_sequences|openai\.request\.response_format|event\.content)/,
  /^((llm|embedding)\.invocation_parameters|llm\.(request\.functions|chat\.stop_sequences)|langfuse\.observation\.model\.parameters)/,
  /^ai\.(settings\.(stopSequences|output)|schema)/,
  /^(input|output)\.(value|images)/,
  /^llm\.(input_messages|output_messages|prompts|choices|prompt_template|function_call|tools)/,
  /^(retrieval\.documents|reranker\.(query|input_documents|output_documents)|embedding\.(embeddings|text)|tool\.parameters)/,
  /^ai\.(prompt|values?$|embeddings?$|ranking|documents|toolCall\.(args|result)|request\.text|response\.(text|object|toolCalls|reasoning|files))/,
  /^traceloop\.entity\.(input|output)/,
  /^langfuse\.(observation|trace)\.(input|output|status_message)/,
  /^exception\.(message|stacktrace)/,
  // A whole span, as exports of Signalbox have it, that could not be read.
  /^signalbox\.span$/,
];

function isContentAttribute(name: string): boolean {
  return contentAttributes.some((pattern) => pattern.test(name));
}

/** Longer text names nothing. */
export const maxLabelCharacters = 500;
export const maxNoteCharacters = 200;

const isLabel = createNameMatcher(Object.values(labelAttributes).flat());
const isAddress = createNameMatcher(addressAttributes);
const isNote = createNameMatcher(noteAttributes);

/** Attributes without what may be words of people or models: of that the name and the size are kept. */
export function redactAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, redactAttribute(name, value)]));
}

function redactAttribute(name: string, value: unknown): unknown {
  if (isLabel(name)) return redactLabel(value);
  if (isContentAttribute(name)) return notStored(value);
  if (isAddress(name) && typeof value === 'string') return redactLabel(value.split(/[?#]/)[0]);
  return isNote(name) ? redactNote(value) : redactText(value, 0);
}

/** One label, or a list of them. */
function redactLabel(value: unknown): unknown {
  if (!Array.isArray(value)) return redactText(value, maxLabelCharacters);
  return value.map((each) => redactText(each, maxLabelCharacters));
}

/** A note of a team is a label if it is short; lists and objects are none. */
export function redactNote(value: unknown): unknown {
  return redactText(value, maxNoteCharacters);
}

/** Numbers and switches stay, and text that is no longer than that. */
function redactText(value: unknown, maxCharacters: number): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && value.length <= maxCharacters ? value : notStored(value);
}

const notStoredPattern = /^\[not stored: \d+ characters?\]$/;

/** What stands for a value: its size as text, or as JSON. */
function notStored(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (notStoredPattern.test(text)) return text;
  return `[not stored: ${text.length} ${text.length === 1 ? 'character' : 'characters'}]`;
}
