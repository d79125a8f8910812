import type { CallCandidate } from '../../../../../shared/contract/call-decision.ts';
import { Duration, Money } from '../../../ui/figure.tsx';
import { Status, type Tone } from '../../../ui/status.tsx';
import styles from './decision.module.css';

const verdicts: Record<CallCandidate['verdict'], { tone: Tone; word: string }> = {
  chosen: { tone: 'go', word: 'first choice' },
  fallback: { tone: 'info', word: 'fallback' },
  rejected: { tone: 'neutral', word: 'not this' },
};

/** It is a rank more than a time: a model that fails often waits for long here, however fast its answers are. */
const waitTip =
  'What the router ranked by, not a measurement: the time to the first token of late, in which a slow call weighs more and a failed one counts as 10 s, times the calls under way and this one. Performance shows what was measured.';

/** The models that the call could have gone to, each with the reason why it did or did not. */
export function CandidateTable({ candidates }: { candidates: readonly CallCandidate[] }) {
  return (
    <div className={styles['wide']}>
      <table className={styles['candidates']}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Verdict</th>
            <th scope="col" data-tip="Estimated before the call; what it cost is known after it">
              Expected cost
            </th>
            <th scope="col" data-tip={waitTip}>
              Expected wait
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
            <span>
              ≈ <Duration ms={candidate.expectedLatencyMs} />
            </span>
          )}
        </td>
      </tr>
      <tr className={styles['reason']}>
        <td colSpan={4}>{candidate.reason}</td>
      </tr>
    </tbody>
  );
}
