import { OctagonX } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { describeError } from '../lib/error-message.ts';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './states.module.css';

/** One sentence, one action and, where code helps, a snippet. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode; snippet?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['emptyTitle']}>{props.title}</p>
      {props.children ? <p className={styles['emptyText']}>{props.children}</p> : null}
      {props.action ? <div className={styles['emptyAction']}>{props.action}</div> : null}
      {props.snippet ? <div className={styles['emptySnippet']}>{props.snippet}</div> : null}
    </div>
  );
}

/** What failed, what to do, the request id, and retry. `what` is a clause: "The traces could not be loaded". */
export function ErrorState({ what, error, onRetry }: { what: string; error: unknown; onRetry?: () => void }) {
  const { message, advice, requestId } = describeError(error);
  return (
    <div className={styles['error']} role="alert">
      <p className={styles['errorTitle']}>
        <OctagonX aria-hidden="true" size={16} />
        {what}
      </p>
      <p>{message}</p>
      {advice === null ? null : <p className={styles['emptyText']}>{advice}</p>}
      <div className={styles['errorActions']}>
        {onRetry ? (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
        {requestId === null ? null : (
          <span className={styles['requestId']}>
            Request id <code>{requestId}</code>
            <CopyButton text={requestId} label="Copy request id" />
          </span>
        )}
      </div>
    </div>
  );
}

/** True once `delayMs` have passed: what loads faster shows no skeleton, so nothing flickers. */
export function useDelayed(delayMs = 150): boolean {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return isDue;
}

/** A grey block in the geometry of what comes, shown after 150 ms. */
export function Skeleton({ width = '100%', height = 16 }: { width?: number | string; height?: number | string }) {
  const isDue = useDelayed();
  return <span className={styles['skeleton']} data-due={isDue} style={{ width, height }} aria-hidden="true" />;
}

const skeletonWidths = ['62%', '48%', '71%', '55%', '40%', '66%'];

/** Rows of a table, or lines of text, that are on their way. */
export function SkeletonRows({ count = 12, label = 'Loading' }: { count?: number; label?: string }) {
  return (
    <div className={styles['rows']} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={index} className={styles['row']}>
          <Skeleton width={skeletonWidths[index % skeletonWidths.length] ?? '50%'} height={12} />
        </div>
      ))}
    </div>
  );
}

/** Says which part is missing, or what is different here, above the content it speaks of. */
export function Banner({ tone = 'info', children }: { tone?: 'info' | 'caution' | 'stop'; children: ReactNode }) {
  return (
    <div className={styles['banner']} data-tone={tone} role="note">
      {children}
    </div>
  );
}
