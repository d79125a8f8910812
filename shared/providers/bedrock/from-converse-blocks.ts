import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';

/** Converse's content blocks as Anthropic's, whose way into the chat dialect is shared. */
export function fromConverseBlocks(blocks: unknown): JsonObject[] {
  return objectsIn(blocks).map(fromConverseBlock);
}

function fromConverseBlock(block: JsonObject): JsonObject {
  const { text, toolUse, reasoningContent, citationsContent } = block;
  if (typeof text === 'string') return { type: 'text', text };
  if (isObject(toolUse)) {
    return { type: 'tool_use', id: toolUse['toolUseId'], name: toolUse['name'], input: toolUse['input'] };
  }
  if (isObject(reasoningContent)) return fromReasoning(reasoningContent);
  if (isObject(citationsContent)) return fromCitations(citationsContent);
  return { type: 'unknown' };
}

function fromReasoning({ reasoningText, redactedContent }: JsonObject): JsonObject {
  if (typeof redactedContent === 'string') return { type: 'redacted_thinking', data: redactedContent };
  const said = isObject(reasoningText) ? reasoningText : {};
  return { type: 'thinking', thinking: said['text'], signature: said['signature'] };
}

function fromCitations({ content, citations }: JsonObject): JsonObject {
  const text = objectsIn(content)
    .map((part) => stringIn(part, 'text') ?? '')
    .join('');
  return { type: 'text', text, citations: objectsIn(citations).map(fromCitation) };
}

/** Bedrock's citations have no type of their own, and annotations need one. */
export function fromCitation(citation: JsonObject): JsonObject {
  return { type: 'citation', ...citation };
}
