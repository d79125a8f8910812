import type { ReactNode } from 'react';
import { FigureText } from '../../ui/figure.tsx';
import { SimulatedBadge, Status } from '../../ui/status.tsx';
import styles from './answer.module.css';
import type { AnswerFigures } from './summarise-answer.ts';

export interface ResultLineProps {
  figures: AnswerFigures;
  isSimulated: boolean;
  finishReason: string | null;
}

/** What the call took, under the answer. */
export function ResultLine({ figures, isSimulated, finishReason }: ResultLineProps) {
  const notice = finishReason === null ? null : finishNotices[finishReason];
  return (
    <dl className={styles['result']} data-testid="result">
      <Entry name="In">
        <FigureText figure={figures.input} /> tokens
      </Entry>
      <Entry name="Out">
        <FigureText figure={figures.output} /> tokens
      </Entry>
      <Entry name="Cost">
        <FigureText figure={figures.cost} />
      </Entry>
      <Entry name="First token">
        <FigureText figure={figures.timeToFirstToken} />
      </Entry>
      <Entry name="Speed">
        <FigureText figure={figures.rate} />
      </Entry>
      <Entry name="Total">
        <FigureText figure={figures.duration} />
      </Entry>
      {isSimulated || notice ? (
        <Entry name="Notes" isNameHidden>
          {isSimulated ? <SimulatedBadge /> : null} {notice ? <Status tone="caution">{notice}</Status> : null}
        </Entry>
      ) : null}
    </dl>
  );
}

/** Ends that a person should know of; `stop` and `tool_calls` are as intended. */
const finishNotices: Record<string, string> = {
  length: 'Cut off at the maximum of tokens',
  content_filter: 'Stopped by the provider’s content filter',
};

function Entry({
  name,
  isNameHidden = false,
  children,
}: {
  name: string;
  isNameHidden?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={styles['figure']}>
      <dt className={isNameHidden ? 'visually-hidden' : undefined}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
