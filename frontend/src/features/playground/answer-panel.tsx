import { useState } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './answer.module.css';
import type { Answer } from './answer.ts';
import { AnswerBody } from './answer-body.tsx';
import { describeChoice } from './describe-choice.ts';
import { ResultLine } from './result-line.tsx';
import { isRouteChoice } from './route-choice.ts';
import { RunError } from './run-error.tsx';
import { summariseAnswer } from './summarise-answer.ts';
import { useStoredTrace } from './use-stored-trace.ts';

export interface AnswerPanelProps {
  answer: Answer;
  model: Model | null;
  onContinue: (text: string) => void;
  onRetry: () => void;
}

/** The answer while it streams and after. */
export function AnswerPanel({ answer, model, onContinue, onRetry }: AnswerPanelProps) {
  const [isRaw, setIsRaw] = useState(false);
  const hasEnded = answer.endedAt !== null;
  // What a route's call cost depends on what it chose, which the trace knows.
  const isRouted = model !== null && isRouteChoice(model);
  const stored = useStoredTrace(hasEnded && (answer.usage === null || isRouted) ? answer.traceId : null);
  const trace = stored?.trace ?? null;
  return (
    <section className={styles['answer']} aria-label="Answer" aria-busy={!hasEnded}>
      <header className={styles['head']}>
        <h2>Answer</h2>
        <AnswerStatusText answer={answer} />
        <div className={styles['view']}>
          <Segmented
            label="View of the answer"
            options={[
              { id: 'rendered', label: 'Rendered' },
              { id: 'raw', label: 'Raw' },
            ]}
            value={isRaw ? 'raw' : 'rendered'}
            onChange={(view) => setIsRaw(view === 'raw')}
          />
          <CopyButton text={() => answer.text} label="Copy answer" />
        </div>
      </header>
      <AnswerBody answer={answer} isRaw={isRaw} />
      {answer.status === 'failed' ? <RunError error={answer.error} model={answer.model} onRetry={onRetry} /> : null}
      {hasEnded && answer.firstTokenAt !== null ? (
        <ResultLine
          figures={summariseAnswer(isRouted ? { ...answer, usage: null } : answer, model, trace)}
          isSimulated={model?.isSimulated || trace?.isSimulated || false}
          finishReason={answer.finishReason}
        />
      ) : null}
      {isRouted && stored?.decision ? <p>{describeChoice(stored.decision)}</p> : null}
      {hasEnded ? <AnswerActions answer={answer} isRouted={isRouted} onContinue={onContinue} /> : null}
    </section>
  );
}

function AnswerStatusText({ answer }: { answer: Answer }) {
  if (answer.status === 'stopped') return <Status tone="caution">Stopped</Status>;
  if (answer.status === 'failed') return <Status tone="stop">Failed</Status>;
  return null;
}

interface AnswerActionsProps {
  answer: Answer;
  isRouted: boolean;
  onContinue: (text: string) => void;
}

function AnswerActions({ answer, isRouted, onContinue }: AnswerActionsProps) {
  return (
    <div className={styles['actions']}>
      {answer.traceId === null ? null : (
        <LinkButton size="small" to="/traces/$traceId" params={{ traceId: answer.traceId }}>
          Open trace
        </LinkButton>
      )}
      {answer.traceId === null || !isRouted ? null : (
        <LinkButton
          size="small"
          to="/traces/$traceId"
          params={{ traceId: answer.traceId }}
          search={{ tab: 'decision' } as never}
        >
          See the decision
        </LinkButton>
      )}
      {answer.text === '' ? null : (
        <Button size="small" onClick={() => onContinue(answer.text)}>
          Add to messages
        </Button>
      )}
    </div>
  );
}
