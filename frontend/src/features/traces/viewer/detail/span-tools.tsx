import type { Span } from '../../../../../../shared/contract/span.ts';
import { JsonView } from '../../../../ui/json-view.tsx';
import { Badge } from '../../../../ui/status.tsx';
import styles from '../../span-detail.module.css';
import detail from './detail.module.css';
import { toolsOfSpan } from './tools-of-span.ts';

/** What the model could call, and what it called; nothing where there were no tools. */
export function SpanTools({ span }: { span: Span }) {
  const tools = toolsOfSpan(span);
  if (tools.length === 0) return null;
  return (
    <section className={styles['payload']} aria-label="Tools">
      <h3 className={styles['payloadTitle']}>Tools</h3>
      <ul className={detail['tools']}>
        {tools.map(({ name, description, schema, calls }) => (
          <li key={name}>
            <details>
              <summary>
                <code>{name}</code>{' '}
                {calls > 0 ? <Badge tone="go">{calls === 1 ? 'called' : `called ${calls} times`}</Badge> : null}
              </summary>
              {description === null ? null : <p className={styles['note']}>{description}</p>}
              {schema === null ? (
                <p className={styles['note']}>Nobody recorded that it was offered, or with which arguments.</p>
              ) : (
                <JsonView label={`Arguments of ${name}`} value={schema} maxHeight="30dvh" />
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
