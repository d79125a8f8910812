import { Bot, Cog, type LucideIcon, User, Wrench } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useMessageView } from './message-view.tsx';
import { PartView } from './part-view.tsx';
import type { Message, MessagePart } from './read-messages.ts';
import styles from './span-detail.module.css';

/** A conversation, message by message. */
export function MessageList({ messages }: { messages: readonly Message[] }) {
  const isRaw = useMessageView() !== 'rendered';
  return (
    <ol className={styles['messages']}>
      {messages.map(({ role, parts }, index) => (
        <MessageItem
          // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
          key={index}
          role={role}
          head={<RoleName role={role} />}
          length={lengthOf(parts)}
        >
          {parts.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
            <PartView key={place} part={part} isRaw={isRaw} />
          ))}
          {parts.length === 0 ? <p className={styles['none']}>Empty</p> : null}
        </MessageItem>
      ))}
    </ol>
  );
}

/** What is longer is folded at first, so that what was answered is not far below what was given. */
const foldedFrom = { system: 700, any: 2400 };

export interface MessageItemProps {
  role: string;
  /** Who says it, and what is known of it. */
  head: ReactNode;
  /** Characters of text. */
  length: number;
  children: ReactNode;
}

/** One message; a long one shows its beginning until somebody wants the rest. */
export function MessageItem({ role, head, length, children }: MessageItemProps) {
  const isLong = length > (kindOf(role) === 'system' ? foldedFrom.system : foldedFrom.any);
  const [isWhole, setIsWhole] = useState(false);
  return (
    <li className={styles['message']} data-role={kindOf(role)}>
      <div className={styles['role']}>{head}</div>
      <div className={styles['said']} data-folded={(isLong && !isWhole) || undefined}>
        {children}
      </div>
      {isLong ? (
        <div>
          <Button size="small" variant="quiet" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show less' : `Show all ${length.toLocaleString('en-US')} characters`}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

const roleIcons: Record<RoleKind, LucideIcon> = { system: Cog, user: User, assistant: Bot, tool: Wrench };

export function RoleName({ role }: { role: string }) {
  const Icon = roleIcons[kindOf(role)];
  return (
    <>
      <Icon aria-hidden="true" size={13} />
      <b>{role}</b>
    </>
  );
}

type RoleKind = 'system' | 'user' | 'assistant' | 'tool';

/** Dialects name the same four differently. */
function kindOf(role: string): RoleKind {
  if (['system', 'developer'].includes(role)) return 'system';
  if (['assistant', 'model', 'ai'].includes(role)) return 'assistant';
  return ['tool', 'function'].includes(role) ? 'tool' : 'user';
}

/** Tool calls and results bound themselves. */
export function lengthOf(parts: readonly MessagePart[]): number {
  return parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
}
