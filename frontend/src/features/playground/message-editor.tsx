import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ActionDispatch } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { type DraftChange, type DraftMessage, draftRoles } from './draft.ts';
import styles from './messages.module.css';

const placeholders = {
  system: 'How the model should behave. Left empty, it is not sent.',
  user: 'Ask something',
  assistant: 'What the model said',
} as const;

export interface MessageEditorProps {
  message: DraftMessage;
  /** From 1. */
  number: number;
  count: number;
  change: ActionDispatch<[DraftChange]>;
}

/** One message of the conversation: its role, its text, its place. */
export function MessageEditor({ message, number, count, change }: MessageEditorProps) {
  const { id, role, text } = message;
  return (
    <li className={styles['message']} data-role={role}>
      <div className={styles['head']}>
        <select
          className={styles['role']}
          aria-label={`Role of message ${number}`}
          value={role}
          onChange={(event) => change({ type: 'changeRole', id, role: event.target.value as DraftMessage['role'] })}
        >
          {draftRoles.map((each) => (
            <option key={each} value={each}>
              {each.charAt(0).toUpperCase() + each.slice(1)}
            </option>
          ))}
        </select>
        <div className={styles['tools']}>
          <MoveButton {...{ id, number, change }} by={-1} isDisabled={number === 1} />
          <MoveButton {...{ id, number, change }} by={1} isDisabled={number === count} />
          <IconButton
            label={`Remove message ${number}`}
            size="small"
            disabled={count === 1}
            onClick={() => change({ type: 'remove', id })}
          >
            <Trash2 aria-hidden="true" size={14} />
          </IconButton>
        </div>
      </div>
      <textarea
        className={styles['text']}
        aria-label={`Message ${number}, ${role}`}
        placeholder={placeholders[role]}
        rows={role === 'system' ? 1 : 2}
        value={text}
        onChange={(event) => change({ type: 'write', id, text: event.target.value })}
      />
    </li>
  );
}

interface MoveButtonProps extends Pick<MessageEditorProps, 'number' | 'change'> {
  id: number;
  by: -1 | 1;
  isDisabled: boolean;
}

function MoveButton({ id, number, change, by, isDisabled }: MoveButtonProps) {
  const Arrow = by === -1 ? ArrowUp : ArrowDown;
  return (
    <IconButton
      label={`Move message ${number} ${by === -1 ? 'up' : 'down'}`}
      size="small"
      disabled={isDisabled}
      onClick={() => change({ type: 'move', id, by })}
    >
      <Arrow aria-hidden="true" size={14} />
    </IconButton>
  );
}
