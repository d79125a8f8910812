import { isObject, type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { sumEmbeddedTokens } from '../../../shared/pricing/sum-embedded-tokens.ts';
import { estimatePartTokens } from './estimate-part-tokens.ts';
import { estimateTextTokens } from './estimate-text-tokens.ts';

/** Roles and separators cost about this with most providers; the frame of the whole request a little more. */
const tokensPerMessage = 4;
const tokensPerRequest = 8;
/** Providers put tools into words of their own. */
const tokensPerTool = 10;
const tokensPerText = 2;

/** The tokens of a request in the chat dialect, rather too many than too few: what is checked against the window. */
export function estimateRequestTokens(request: Readonly<JsonObject>): number {
  const messages = objectsIn(request['messages']).reduce((sum, message) => sum + estimateMessageTokens(message), 0);
  return messages + estimateFrameTokens(request) + sumEmbeddedTokens(request['input'], embeddedTextTokens);
}

/** Models put each text to embed between marks of their own. */
const embeddedTextTokens = (text: string) => estimateTextTokens(text) + tokensPerText;

/** Everything but the messages: tools, documents and the schema of the answer. */
export function estimateFrameTokens(request: Readonly<JsonObject>): number {
  const tools = [...objectsIn(request['tools']), ...objectsIn(request['functions'])];
  const format = isObject(request['response_format']) ? request['response_format']['json_schema'] : undefined;
  // What an answer is to be based on, as vLLM and Cohere put it into the prompt.
  const documents = objectsIn(request['documents']);
  const described = [tools, documents, isObject(format) ? [format] : []].filter((each) => each.length > 0);
  const text = described.reduce((sum: number, each) => sum + estimateTextTokens(JSON.stringify(each)), 0);
  return tokensPerRequest + tools.length * tokensPerTool + text;
}

export function estimateMessageTokens(message: Readonly<JsonObject>): number {
  const { content } = message;
  const spoken =
    typeof content === 'string'
      ? estimateTextTokens(content)
      : partsIn(content).reduce<number>((sum, part) => sum + partTokens(part), 0);
  const calls = objectsIn(message['tool_calls']);
  const called = calls.length === 0 ? 0 : estimateTextTokens(JSON.stringify(calls));
  const written = texts.reduce((sum, name) => sum + estimateTextTokens(stringIn(message, name) ?? ''), 0);
  const former = isObject(message['function_call']) ? estimateTextTokens(JSON.stringify(message['function_call'])) : 0;
  return tokensPerMessage + spoken + called + former + written;
}

/** Fields of a message that models are shown besides its content. */
const texts = ['name', 'reasoning_content', 'reasoning', 'refusal'] as const;

function partsIn(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [];
}

/** vLLM takes a bare text as a part, too. */
function partTokens(part: unknown): number {
  if (typeof part === 'string') return estimateTextTokens(part);
  return isObject(part) ? estimatePartTokens(part) : 0;
}
