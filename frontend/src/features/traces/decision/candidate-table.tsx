import type { CallCandidate } from '../../../../../shared/contract/call-decision.ts';
import { Duration, Money } from '../../../ui/figure.tsx';
import { Status, type Tone } from '../../../ui/status.tsx';
import styles from './decision.module.css';

const verdicts: Record<CallCandidate['verdict'], { tone: Tone; word: string }> = {
  chosen: { tone: 'go', word: 'first choice' },
  fallback: { tone: 'info', word: 'fallback' },
  rejected: { tone: 'neutral', word: 'not this' },
};

/** The models that the call could have gone to, each with the reason why it did or did not. */
export function CandidateTable({ candidates }: { candidates: readonly CallCandidate[] }) {
  return (
    <div className={styles['wide']}>
      <table className={styles['candidates']}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Verdict</th>
            <th scope="col" data-tip="Estimated before the call">
              Cost
            </th>
            <th scope="col" data-tip="From recent calls">
              Latency
            </th>
          </tr>
        </thead>
        {candidates.map((candidate) => (
          <CandidateRows key={candidate.model} candidate={candidate} />
        ))}
      </table>
    </div>
  );
}

function CandidateRows({ candidate }: { candidate: CallCandidate }) {
  const { tone, word } = verdicts[candidate.verdict];
  return (
    <tbody data-verdict={candidate.verdict}>
      <tr>
        <th scope="row">
          <code>{candidate.model}</code>
        </th>
        <td>
          <Status tone={tone}>{word}</Status>
        </td>
        <td>
          <Money nanoUsd={candidate.expectedCostNanoUsd} reason="No price is known, so no cost was expected." />
        </td>
        <td>
          {candidate.expectedLatencyMs === null ? (
            <span data-tip="There were no recent calls to go by.">—</span>
          ) : (
            <Duration ms={candidate.expectedLatencyMs} />
          )}
        </td>
      </tr>
      <tr className={styles['reason']}>
        <td colSpan={4}>{candidate.reason}</td>
      </tr>
    </tbody>
  );
}
