import { ChatError } from '../../lib/chat-error.ts';
import { describeError } from '../../lib/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './answer.module.css';

/** Why the call failed, what to do, and what to quote when asking for help. */
export function RunError({ error, model, onRetry }: { error: unknown; model: string; onRetry: () => void }) {
  const requestId = error instanceof ChatError ? error.requestId : null;
  const { message, advice } = describeError(error);
  return (
    <div className={styles['error']} role="alert">
      <p className={styles['errorTitle']}>The call to {model} failed</p>
      <p>
        {message} {(error instanceof ChatError ? adviceFor(error) : null) ?? advice}
      </p>
      <div className={styles['errorIds']}>
        <Button size="small" onClick={onRetry}>
          Run again
        </Button>
        {error instanceof ChatError ? (
          <span>
            Code <code>{error.code}</code>
          </span>
        ) : null}
        {requestId === null ? null : (
          <span>
            Request id <code>{requestId}</code>
            <CopyButton text={requestId} label="Copy request id" />
          </span>
        )}
      </div>
    </div>
  );
}

function adviceFor({ status, code }: ChatError): string | null {
  if (status === 401) return 'Sign in again.';
  if (status === 403) return 'Ask an administrator of this project for the role you need.';
  if (status === 404 || code === 'model_not_found') return 'Choose another model.';
  if (code === 'insufficient_quota') return 'Raise the budget in Limits and budgets, or wait for its next period.';
  if (status === 429 || code === 'rate_limit_exceeded') return 'Wait a moment, then run it again.';
  if (status !== null && status >= 500) return 'Run it again; if it goes on, look at the trace.';
  return null;
}
