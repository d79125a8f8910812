import type { ReactNode } from 'react';
import type { CallDecision, CallWarning } from '../../../../../shared/contract/call-decision.ts';
import { Status } from '../../../ui/status.tsx';
import { AttemptList } from './attempt-list.tsx';
import { CandidateTable } from './candidate-table.tsx';
import styles from './decision.module.css';
import { DecisionFacts } from './decision-facts.tsx';
import { candidatesWorthShowing } from './decision-words.ts';

/** How the gateway came to the answer: what it chose and why, whom it asked, and what it changed on the way. */
export function CallDecisionView({ decision }: { decision: CallDecision }) {
  return (
    <div className={styles['decision']}>
      <dl className={styles['facts']}>
        <DecisionFacts decision={decision} />
      </dl>
      {decision.warnings.length === 0 ? null : (
        <Part title="Changed on the way">
          <WarningList warnings={decision.warnings} />
        </Part>
      )}
      {candidatesWorthShowing(decision) ? (
        <Part title="Candidates">
          <CandidateTable candidates={decision.candidates} />
        </Part>
      ) : null}
      <Part title="Attempts">
        <AttemptList attempts={decision.attempts} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function WarningList({ warnings }: { warnings: readonly CallWarning[] }) {
  return (
    <ul className={styles['warnings']}>
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.field}`}>
          <Status tone="caution">
            <code>{warning.field}</code>
          </Status>
          <span data-tip={warning.code}>{warning.message}</span>
        </li>
      ))}
    </ul>
  );
}
