import { useQuery } from '@tanstack/react-query';
import type { CallAttempt, CallDecision } from '../../../../../shared/contract/call-decision.ts';
import { useProjectId } from '../../../lib/project.ts';
import { Duration } from '../../../ui/figure.tsx';
import { Badge, Status, type Tone } from '../../../ui/status.tsx';
import { providersQuery } from '../../providers/providers-query.ts';
import styles from './decision.module.css';
import { type AttemptRole, type AttemptRow, layOutAttempts } from './lay-out-attempts.ts';

const outcomes: Record<CallAttempt['outcome'], { tone: Tone; word: string }> = {
  answered: { tone: 'go', word: 'answered' },
  failed: { tone: 'stop', word: 'failed' },
  abandoned: { tone: 'caution', word: 'abandoned' },
};

const roleTips: Record<Exclude<AttemptRole, 'first'>, string> = {
  retry: 'The same model and key again, after a pause',
  'next key': 'The same model with another of the provider’s keys',
  'fail-over': 'The next model of the route',
};

/** Every request that was made to a provider, as a small waterfall. */
export function AttemptList({ attempts }: { attempts: CallDecision['attempts'] }) {
  if (attempts.length === 0) return <p className={styles['hint']}>No provider was asked.</p>;
  return (
    <ol className={styles['attempts']}>
      {layOutAttempts(attempts).map((row) => (
        <Attempt key={`${row.attempt.startedAfterMs} ${row.attempt.model} ${row.attempt.credentialId}`} row={row} />
      ))}
    </ol>
  );
}

function Attempt({ row: { attempt, role, left, width } }: { row: AttemptRow }) {
  const { tone, word } = outcomes[attempt.outcome];
  return (
    <li className={styles['attempt']}>
      <div className={styles['attemptHead']}>
        <Status tone={tone}>{word}</Status>
        <code className={styles['model']}>{attempt.model}</code>
        {role === 'first' ? null : <Badge tip={roleTips[role]}>{role}</Badge>}
        <span className={styles['duration']}>
          <Duration ms={attempt.durationMs} />
        </span>
      </div>
      <div className={styles['track']} aria-hidden="true">
        <span
          className={styles['bar']}
          data-outcome={attempt.outcome}
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      </div>
      <p className={styles['hint']}>
        {attempt.provider}, <AttemptKey attempt={attempt} />, began after <Duration ms={attempt.startedAfterMs} />
      </p>
      {attempt.errorType === null && attempt.message === null ? null : (
        <p className={styles['failure']}>
          {attempt.errorType === null ? null : <code>{attempt.errorType}</code>} {attempt.message}
        </p>
      )}
    </li>
  );
}

/** With which of the provider's keys. */
function AttemptKey({ attempt: { provider, credentialId } }: { attempt: CallAttempt }) {
  const providers = useQuery(providersQuery(useProjectId())).data?.items;
  if (credentialId === null) return 'no key';
  const keys = providers?.find(({ id }) => id === provider)?.credentials;
  const key = keys?.find(({ id }) => id === credentialId);
  if (key) return <span data-tip={`Key ${credentialId}`}>{`key ${key.name} …${key.hint}`}</span>;
  return <span data-tip={`Key ${credentialId}`}>{keys ? 'a key that is removed now' : 'a key'}</span>;
}
