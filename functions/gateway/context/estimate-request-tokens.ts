import { isObject, type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { estimatePartTokens } from './estimate-part-tokens.ts';
import { estimateTextTokens } from './estimate-text-tokens.ts';

/** Roles and separators cost about this with most providers; the frame of the whole request a little more. */
const tokensPerMessage = 4;
const tokensPerRequest = 8;
/** Providers put tools into words of their own. */
const tokensPerTool = 10;

/** The tokens of a request in the chat dialect, rather too many than too few: what is checked against the window. */
export function estimateRequestTokens(request: Readonly<JsonObject>): number {
  const messages = objectsIn(request['messages']).reduce((sum, message) => sum + estimateMessageTokens(message), 0);
  return messages + estimateFrameTokens(request);
}

/** Everything but the messages: tools and the schema of the answer. */
export function estimateFrameTokens(request: Readonly<JsonObject>): number {
  const tools = [...objectsIn(request['tools']), ...objectsIn(request['functions'])];
  const format = isObject(request['response_format']) ? request['response_format']['json_schema'] : undefined;
  const described = [...(tools.length > 0 ? [tools] : []), ...(isObject(format) ? [format] : [])];
  const text = described.reduce((sum: number, each) => sum + estimateTextTokens(JSON.stringify(each)), 0);
  return tokensPerRequest + tools.length * tokensPerTool + text;
}

export function estimateMessageTokens(message: Readonly<JsonObject>): number {
  const { content } = message;
  const spoken =
    typeof content === 'string'
      ? estimateTextTokens(content)
      : objectsIn(content).reduce((sum, part) => sum + estimatePartTokens(part), 0);
  const calls = objectsIn(message['tool_calls']);
  const called = calls.length === 0 ? 0 : estimateTextTokens(JSON.stringify(calls));
  const thought = estimateTextTokens(stringIn(message, 'reasoning_content') ?? '');
  return tokensPerMessage + spoken + called + thought + estimateTextTokens(stringIn(message, 'name') ?? '');
}
