import { parseJson } from '../../../../../shared/json/json-object.ts';
import { ProviderError } from '../../../../../shared/providers/provider-error.ts';
import { isWithoutArguments } from '../../../../../shared/providers/translation/parse-call-arguments.ts';
import type { AnswerPart } from '../../translation/answer-parts.ts';
import type { BlockCursor } from './block-cursor.ts';

type ToolPart = Extract<AnswerPart, { kind: 'tool' }>;

interface ToolBlock {
  index: number;
  id: string | null;
  name: string | null;
  arguments: string;
  /** What of the arguments is not written yet. */
  pending: string;
  state: 'waiting' | 'open' | 'closed';
}

/**
 * Puts parallel tool calls, whose pieces OpenAI's dialect may interleave, one after the other. A call is written as it
 * comes while it is the first that is not whole; the others wait for it.
 */
export interface ToolBlocks {
  write(part: ToolPart): void;
  /** Writes what waits, and closes all. */
  flush(): void;
}

export function createToolBlocks(cursor: BlockCursor, answerId: string): ToolBlocks {
  const tools = new Map<number, ToolBlock>();
  const unclosed = () => [...tools.values()].filter(({ state }) => state !== 'closed');
  return {
    write(part) {
      const tool = tools.get(part.index) ?? newTool(part.index);
      tools.set(part.index, tool);
      add(tool, part);
      for (const each of unclosed()) {
        advance(cursor, each, answerId);
        const isLast = each === unclosed().at(-1);
        if (isLast || !isWhole(each)) return;
        close(cursor, each);
      }
    },
    flush() {
      for (const tool of unclosed()) {
        advance(cursor, { ...tool, name: tool.name ?? '' }, answerId);
        close(cursor, tool);
      }
    },
  };
}

function newTool(index: number): ToolBlock {
  return { index, id: null, name: null, arguments: '', pending: '', state: 'waiting' };
}

function add(tool: ToolBlock, { id, name, text }: ToolPart): void {
  if (tool.state === 'closed' && text.trim() !== '') {
    throw new ProviderError('provider_invalid_response', 'The provider went on with a tool call that was complete.');
  }
  tool.id ??= id;
  tool.name ??= name;
  tool.arguments += text;
  tool.pending += text;
}

/** Writes what has come; a call whose name has not come cannot be begun. An input is an object, never `null`. */
function advance(cursor: BlockCursor, tool: ToolBlock, answerId: string): void {
  if (tool.name === null) return;
  if (tool.state === 'waiting') {
    const id = tool.id ?? `toolu_${answerId}${tool.index}`;
    cursor.start({ type: 'tool_use', id, name: tool.name, input: {} });
    tool.state = 'open';
  }
  if (isWithoutArguments(tool.arguments)) return;
  if (tool.pending !== '') cursor.delta({ type: 'input_json_delta', partial_json: tool.pending });
  tool.pending = '';
}

function isWhole(tool: ToolBlock): boolean {
  return tool.state === 'open' && parseJson(tool.arguments) !== null;
}

function close(cursor: BlockCursor, tool: ToolBlock): void {
  cursor.stop();
  tool.state = 'closed';
}
