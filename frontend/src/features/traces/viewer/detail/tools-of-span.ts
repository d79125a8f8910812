import type { Span } from '../../../../../../shared/contract/span.ts';
import { readMessages } from '../../read-messages.ts';

export interface OfferedTool {
  name: string;
  description: string | null;
  /** JSON Schema of its arguments, as it was sent. */
  schema: unknown;
  /** How often the answer calls it. */
  calls: number;
}

/** Where instrumentations put what they do not have a place for. */
const attributeNames = ['gen_ai.tool.definitions', 'gen_ai.request.tools', 'ai.prompt.tools', 'llm.tools'];

/** What was offered, in whatever words it was sent. */
export function sentTools({ model, attributes }: Pick<Span, 'model' | 'attributes'>): unknown[] {
  const sent = [model?.parameters['tools'], ...attributeNames.map((name) => attributes[name])].map(listOf);
  return sent.find((list) => list.length > 0) ?? [];
}

/** What was offered, in the words of the chat dialect; tools that a provider runs itself stay as they were sent. */
export function chatTools(span: Pick<Span, 'model' | 'attributes'>): unknown[] {
  return sentTools(span).map((sent) => {
    const tool = toTool(sent);
    const outer = sent as Record<string, unknown>;
    if (tool === null || typeof outer['function'] === 'object') return sent;
    if (tool.schema === null && outer['type'] !== undefined && outer['type'] !== 'function') return sent;
    const { name, description, schema } = tool;
    return {
      type: 'function',
      function: {
        name,
        ...(description === null ? {} : { description }),
        ...(schema === null ? {} : { parameters: parse(schema) }),
      },
    };
  });
}

/** The tools that a model could call, and those that it called although nobody recorded that they were offered. */
export function toolsOfSpan({ model, output, attributes }: Span): OfferedTool[] {
  if (model === null) return [];
  const offered = sentTools({ model, attributes })
    .map(toTool)
    .filter((tool) => tool !== null);
  const messages = readMessages(output?.value) ?? [];
  const called = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'toolCall' ? [part.name] : [])),
  );
  const count = (name: string) => called.filter((each) => each === name).length;
  const known = new Set(offered.map(({ name }) => name));
  const unknown = [...new Set(called)].filter((name) => !known.has(name));
  return [
    ...offered.map((tool) => ({ ...tool, calls: count(tool.name) })),
    ...unknown.map((name) => ({ name, description: null, schema: null, calls: count(name) })),
  ];
}

/** Some send each as JSON, some all of them. */
function listOf(value: unknown): unknown[] {
  const parsed = parse(value);
  return Array.isArray(parsed) ? parsed.map(parse) : [];
}

function parse(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function toTool(value: unknown): Omit<OfferedTool, 'calls'> | null {
  if (typeof value !== 'object' || value === null) return null;
  const outer = value as Record<string, unknown>;
  const tool = (typeof outer['function'] === 'object' && outer['function'] ? outer['function'] : outer) as typeof outer;
  const name = tool['name'] ?? outer['type'];
  if (typeof name !== 'string') return null;
  const description = typeof tool['description'] === 'string' ? tool['description'] : null;
  return { name, description, schema: tool['parameters'] ?? tool['input_schema'] ?? tool['inputSchema'] ?? null };
}
