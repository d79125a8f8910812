import { Play, Plus, Square } from 'lucide-react';
import { type ActionDispatch, useRef } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { type Draft, type DraftChange, requestOf } from './draft.ts';
import { EndAnnouncement } from './end-announcement.tsx';
import { MessageEditor } from './message-editor.tsx';
import messageStyles from './messages.module.css';
import styles from './playground.module.css';
import { useFollowEnd } from './use-follow-end.ts';
import { useRun } from './use-run.ts';

export interface ConversationProps {
  draft: Draft;
  change: ActionDispatch<[DraftChange]>;
  model: Model | null;
  /** Null until one is chosen. */
  modelId: string | null;
}

/** The messages, the answer, and the button that gets one. */
export function Conversation({ draft, change, model, modelId }: ConversationProps) {
  const run = useRun();
  const scrollRef = useRef<HTMLDivElement>(null);
  const isStreaming = run.answer?.status === 'streaming';
  const obstacle = useObstacle(draft, modelId);
  useFollowEnd(scrollRef, run.answer);
  const start = () => {
    if (modelId !== null && obstacle === null) run.start(requestOf(draft, modelId));
  };
  useShortcut('mod+enter', start);
  const continueWith = (answer: string) => {
    change({ type: 'continue', answer });
    run.clear();
    requestAnimationFrame(() => lastField(scrollRef.current)?.focus());
  };
  return (
    <section className={styles['conversation']} aria-label="Conversation">
      <div ref={scrollRef} className={styles['scroll']}>
        <div className={styles['column']}>
          <ol className={messageStyles['list']} aria-label="Messages">
            {draft.messages.map((message, index) => (
              <MessageEditor
                key={message.id}
                message={message}
                number={index + 1}
                count={draft.messages.length}
                change={change}
              />
            ))}
          </ol>
          {run.answer ? (
            <AnswerPanel answer={run.answer} model={model} onContinue={continueWith} onRetry={start} />
          ) : null}
          <EndAnnouncement answer={run.answer} />
        </div>
      </div>
      <footer className={styles['bar']}>
        <Button icon={<Plus aria-hidden="true" />} onClick={() => change({ type: 'add' })}>
          Add message
        </Button>
        <span className={styles['obstacle']}>{isStreaming ? null : obstacle}</span>
        {isStreaming ? (
          <Button icon={<Square aria-hidden="true" />} onClick={run.stop}>
            Stop
          </Button>
        ) : (
          <Button variant="primary" icon={<Play aria-hidden="true" />} disabled={obstacle !== null} onClick={start}>
            Run
            <span className={styles['shortcut']}>
              <Kbd keys="mod enter" />
            </span>
          </Button>
        )}
      </footer>
    </section>
  );
}

/** Why the call cannot be made as it stands; null if it can. */
function useObstacle(draft: Draft, modelId: string | null): string | null {
  const mayRun = useCan('editor');
  if (!mayRun) return 'Viewers cannot call models. Ask for the role editor.';
  if (modelId === null) return 'Choose a model.';
  return draft.messages.every(({ text }) => text.trim() === '') ? 'Write a message first.' : null;
}

function lastField(container: HTMLElement | null): HTMLElement | null {
  return container?.querySelector<HTMLElement>('li:last-child textarea') ?? null;
}
