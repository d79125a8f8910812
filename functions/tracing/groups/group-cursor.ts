import { decodeCursor, encodeCursor } from '../../../shared/storage/page-cursor.ts';
import type { GroupKind } from './group-kind.ts';

/** Where a page of groups ended. */
export interface GroupCursor {
  /** Every trace above this, and below `to`, was looked at. */
  position: string;
  /** The end of the range when the first page was read, in epoch milliseconds: what comes later is in no later page. */
  to: number;
  /** The cursor of the search for traces. */
  search: string;
}

const shapes = [/^\d{14}(#[0-9a-f]{32})?$/, /^\d{1,14}$/, /^[\w-]+$/];

export function encodeGroupCursor(kind: GroupKind, { position, to, search }: GroupCursor): string {
  return encodeCursor(`${kind}s`, [position, String(to), search]);
}

export function decodeGroupCursor(kind: GroupKind, cursor: string): GroupCursor {
  const [position = '', to, search = ''] = decodeCursor(`${kind}s`, shapes, cursor);
  return { position, to: Number(to), search };
}
