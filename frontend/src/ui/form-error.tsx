import { describeError } from '../lib/error-message.ts';
import styles from './field.module.css';

/** Why a form or an action was refused, beside the button that was pressed. Nothing while `error` is null. */
export function FormError({ error }: { error: unknown }) {
  const facts = error === null || error === undefined ? null : describeError(error);
  return (
    <div role="alert" className={styles['formError']} hidden={facts === null}>
      {facts === null ? null : (
        <>
          {facts.message} {facts.advice}
          {facts.requestId === null ? null : (
            <span className={styles['formErrorId']}>Request id {facts.requestId}</span>
          )}
        </>
      )}
    </div>
  );
}
