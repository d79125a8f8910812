import type { AnswerPart } from '../../translation/answer-parts.ts';
import { type BlockEvent, createBlockCursor } from './block-cursor.ts';
import { toCitation } from './to-citation.ts';
import { createToolBlocks } from './tool-blocks.ts';

/** Turns the pieces of an answer into content blocks, told as the events of a stream. */
export interface BlockWriter {
  write(part: AnswerPart): void;
  /** Closes what is open. */
  end(): void;
  readonly hasToolUse: boolean;
}

export function createBlockWriter(emit: (event: BlockEvent) => void, answerId: string): BlockWriter {
  const cursor = createBlockCursor(emit);
  const tools = createToolBlocks(cursor, answerId);
  let openKey: string | null = null;
  let redacted = '';
  let hasToolUse = false;

  /** Closes the open block if it is another one; true if the new one is to be begun. */
  const turnTo = (key: string | null): boolean => {
    if (openKey === key) return false;
    tools.flush();
    // Its data may come in pieces and have no delta of their own.
    if (redacted !== '') cursor.start({ type: 'redacted_thinking', data: redacted });
    redacted = '';
    cursor.stop();
    openKey = key;
    return true;
  };
  const turnToThinking = (index: number) => {
    if (turnTo(`thinking ${index}`)) cursor.start({ type: 'thinking', thinking: '', signature: '' });
  };
  const turnToText = () => {
    if (turnTo('text')) cursor.start({ type: 'text', text: '' });
  };

  return {
    get hasToolUse() {
      return hasToolUse;
    },
    write(part) {
      switch (part.kind) {
        case 'reasoning':
          turnToThinking(part.index);
          cursor.delta({ type: 'thinking_delta', thinking: part.text });
          break;
        case 'signature':
          turnToThinking(part.index);
          cursor.delta({ type: 'signature_delta', signature: part.signature });
          break;
        case 'encrypted':
          turnTo(`redacted ${part.index}`);
          redacted += part.data;
          break;
        case 'text':
          if (part.startsBlock) turnTo(null);
          turnToText();
          cursor.delta({ type: 'text_delta', text: part.text });
          break;
        case 'refusal':
          turnToText();
          cursor.delta({ type: 'text_delta', text: part.text });
          break;
        case 'annotation':
          turnToText();
          cursor.delta({ type: 'citations_delta', citation: toCitation(part.annotation) });
          break;
        case 'picture':
          // No block of an answer can hold it, and as text it would come back as a million tokens.
          turnTo(null);
          turnToText();
          cursor.delta({ type: 'text_delta', text: `[${part.mediaType}: a picture, which this API cannot carry]` });
          break;
        case 'tool':
          turnTo('tools');
          hasToolUse = true;
          tools.write(part);
          break;
      }
    },
    end: () => void turnTo(null),
  };
}
