import type { AuditEntry } from '../../../../shared/contract/audit.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Detail, Details } from '../../ui/details.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { actionText, diffRecords } from './diff-records.ts';
import styles from './settings.module.css';

export function AuditPanel({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  return (
    <SidePanel name="audit" title={actionText(entry.action)} onClose={onClose}>
      <AuditDetails entry={entry} />
    </SidePanel>
  );
}

/** Who did what to what, and each field before and after. */
function AuditDetails({ entry }: { entry: AuditEntry }) {
  return (
    <>
      <Details>
        <Detail label="When">{absoluteTime(entry.at)}</Detail>
        <Detail label="Who">
          {entry.actor.name} ({entry.actor.kind} <code>{entry.actor.id}</code>)
        </Detail>
        <Detail label="Which">
          {entry.target.name} ({entry.target.kind} <code>{entry.target.id}</code>)
        </Detail>
        <Detail label="Request id">
          <span className={styles['copyable']}>
            <code>{entry.requestId}</code> <CopyButton text={entry.requestId} label="Copy request id" />
          </span>
        </Detail>
      </Details>
      <Changes entry={entry} />
    </>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = diffRecords(entry.before, entry.after);
  if (changes.length === 0) return <p className={styles['hint']}>No field changed.</p>;
  return (
    <table className={styles['diff']}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td data-change="before">{before === null ? '—' : <code>− {before}</code>}</td>
            <td data-change="after">{after === null ? '—' : <code>+ {after}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
