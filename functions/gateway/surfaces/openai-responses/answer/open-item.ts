import type { AnswerPart } from '../../translation/answer-parts.ts';

/** Whether an item came to its end, or the answer's end came first. */
export type ItemStatus = 'completed' | 'incomplete';

/** One item that is being written. */
export interface OpenItem {
  /** False if the piece belongs to another item. */
  takes(part: AnswerPart): boolean;
  write(part: AnswerPart): void;
  close(status: ItemStatus): void;
}
