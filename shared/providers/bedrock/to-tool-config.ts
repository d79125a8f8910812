import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { mapTools } from '../anthropic/map-tools.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { ConverseTraits } from './converse-traits.ts';
import { cachePoint } from './to-converse-blocks.ts';

export interface ToolPlan {
  toolConfig?: JsonObject;
  /** What only Claude takes, for the additional fields. */
  additional: JsonObject;
}

/** Offered tools as Converse's `toolConfig`. It has no "none": then no tools are offered. */
export function toToolConfig(request: JsonObject, traits: ConverseTraits, warnings: Warnings): ToolPlan {
  const mapped = mapTools(request, traits.claude ?? { takesForcedTool: true });
  const choice = isObject(mapped['tool_choice']) ? mapped['tool_choice'] : null;
  const tools = objectsIn(mapped['tools']);
  if (tools.length === 0) return { additional: {} };
  if (choice?.['type'] === 'none' && !hasToolCalls(request)) return { additional: {} };
  if (choice?.['type'] === 'none') {
    warnings.adjusted('tool_choice', 'Bedrock has no "none" where tools were called before; the model may call them.');
  }
  const isSerialClaude = choice?.['disable_parallel_tool_use'] === true && traits.claude !== null;
  if (choice?.['disable_parallel_tool_use'] === true && (!isSerialClaude || choice['type'] !== 'auto')) {
    warnings.dropped('parallel_tool_calls', 'Bedrock can keep calls from being parallel only for Claude’s own choice.');
  }
  // Bedrock refuses a choice that is said twice.
  if (isSerialClaude && choice['type'] === 'auto') {
    return { toolConfig: { tools: toSpecs(tools, traits) }, additional: { tool_choice: choice } };
  }
  return { toolConfig: { tools: toSpecs(tools, traits), ...toChoice(choice) }, additional: {} };
}

function hasToolCalls(request: JsonObject): boolean {
  return objectsIn(request['messages']).some((message) => objectsIn(message['tool_calls']).length > 0);
}

function toSpecs(tools: readonly JsonObject[], { takesCachePoints }: ConverseTraits): JsonObject[] {
  return tools.flatMap((tool) => {
    const description = stringIn(tool, 'description') ?? '';
    const spec = {
      name: tool['name'],
      // An empty one is refused.
      ...(description === '' ? {} : { description }),
      inputSchema: { json: tool['input_schema'] },
      ...(typeof tool['strict'] === 'boolean' ? { strict: tool['strict'] } : {}),
    };
    const mark = tool['cache_control'];
    return takesCachePoints && isObject(mark) ? [{ toolSpec: spec }, cachePoint(mark)] : [{ toolSpec: spec }];
  });
}

function toChoice(choice: JsonObject | null): JsonObject {
  if (choice?.['type'] === 'tool') return { toolChoice: { tool: { name: choice['name'] } } };
  if (choice?.['type'] === 'any') return { toolChoice: { any: {} } };
  return choice?.['type'] === 'auto' ? { toolChoice: { auto: {} } } : {};
}
