import type { JsonObject } from '../../../../../shared/json/json-object.ts';

export type BlockEvent =
  | { type: 'content_block_start'; index: number; content_block: JsonObject }
  | { type: 'content_block_delta'; index: number; delta: JsonObject & { type: string } }
  | { type: 'content_block_stop'; index: number };

/** Writes one block after the other: Anthropic's streams never have two open. */
export interface BlockCursor {
  start(block: JsonObject): void;
  delta(delta: JsonObject & { type: string }): void;
  /** Does nothing if none is open. */
  stop(): void;
}

export function createBlockCursor(emit: (event: BlockEvent) => void): BlockCursor {
  let index = 0;
  let isOpen = false;
  const stop = () => {
    if (!isOpen) return;
    emit({ type: 'content_block_stop', index });
    isOpen = false;
    index += 1;
  };
  return {
    start(block) {
      stop();
      isOpen = true;
      emit({ type: 'content_block_start', index, content_block: block });
    },
    delta: (delta) => emit({ type: 'content_block_delta', index, delta }),
    stop,
  };
}
