import { useQuery } from '@tanstack/react-query';
import type { ComparedRelease, ReleaseRegressions } from '../../../../shared/contract/release-regressions.ts';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { ApiError } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { SelectField } from '../../ui/field.tsx';
import { Hint } from '../../ui/hint.tsx';
import { Section } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Stale } from '../../ui/stale.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { ComparedPairs } from './compared-pairs.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { noChangeWords } from './no-change-words.ts';
import { partByEvidence } from './part-by-evidence.ts';
import styles from './performance.module.css';
import { comparisonQuery } from './performance-query.ts';
import type { PerformanceChange, PerformanceSearch } from './performance-search.ts';

export interface RegressionSectionProps {
  range: ViewRange;
  search: PerformanceSearch;
  onChange: (part: PerformanceChange) => void;
}

/** Releases are compared over two weeks, unless a range was chosen: the one before is rarely of today. */
const comparedRange: ViewRange = { last: '14d' };

const described = {
  release: 'The last two releases of each program, or two that you choose, against each other',
  prompt: 'The last two versions of each prompt, or two that you choose, against each other',
};

export function RegressionSection({ range, search, onChange }: RegressionSectionProps) {
  const dimension: 'release' | 'prompt' = search.compare ?? 'release';
  const isChosen = search.range !== undefined || search.from !== undefined;
  const asked = { range: isChosen ? range : comparedRange, dimension, a: search.a, b: search.b };
  const query = useQuery(comparisonQuery(useProjectId(), asked));
  const isOfChoice =
    (search.a ?? search.b) !== undefined && query.error instanceof ApiError && query.error.status < 500;
  // Two that cannot be compared will not be the next time either; the last two may.
  const retry = () => (isOfChoice ? onChange({ a: undefined, b: undefined }) : void query.refetch());
  return (
    <Section
      title="Regressions"
      description={`${described[dimension]}, over ${isChosen ? 'the chosen range' : 'the last 14 days'}.`}
      action={
        <Segmented
          label="Compare"
          options={[
            { id: 'release', label: 'Releases' },
            { id: 'prompt', label: 'Prompt versions' },
          ]}
          value={dimension}
          onChange={(next) => onChange({ compare: next === 'prompt' ? next : undefined, a: undefined, b: undefined })}
        />
      }
    >
      {query.isPending ? <SkeletonRows count={6} label="Loading the comparison" /> : null}
      {query.isError ? (
        <ErrorState what="The releases could not be compared" error={query.error} onRetry={retry} />
      ) : null}
      {query.data && !query.isError ? (
        <Stale isStale={query.isPlaceholderData}>
          <Content result={query.data} onChange={onChange} />
        </Stale>
      ) : null}
    </Section>
  );
}

function Content({ result, onChange }: { result: ReleaseRegressions; onChange: (part: PerformanceChange) => void }) {
  const { a, b, releases, testedCount, expectedByChance, dimension } = result;
  if (a === null || b === null) return <TooFew result={result} />;
  return (
    <div className={styles['regressions']}>
      <ComparedPairs result={result} onPick={(pair) => onChange({ a: pair.a, b: pair.b })} />
      <div className={styles['sides']}>
        <SideField
          label="Before"
          value={a.value}
          releases={releases}
          onPick={(value) => onChange({ a: value, b: b.value })}
        />
        <SideField
          label="After"
          value={b.value}
          releases={releases}
          onPick={(value) => onChange({ a: a.value, b: value })}
        />
      </div>
      <Comparisons result={result} a={a} b={b} />
      <Hint>
        {a.value} → {b.value}: {testedCount} comparisons had {dimension === 'release' ? 'traces or calls' : 'calls'}{' '}
        enough, 30 and more on both sides. If nothing had changed, about {expectedByChance.toFixed(1)} of them would
        still differ at 95 %. Traffic that differs (other questions, other times of day) differs here, too.
      </Hint>
    </div>
  );
}

/** What changed first; the rest is there for those who look for it. */
function Comparisons({ result, a, b }: { result: ReleaseRegressions; a: ComparedRelease; b: ComparedRelease }) {
  const { changed, unchanged } = partByEvidence(result.rows);
  if (result.rows.length === 0)
    return (
      <Hint>
        No model and no trace name occurs in both {a.value} and {b.value}.
      </Hint>
    );
  return (
    <>
      {changed.length === 0 ? (
        <p>{noChangeWords({ ...result, a: a.value, b: b.value })}</p>
      ) : (
        <ComparisonTable label="What changed" rows={changed} {...{ result, a, b }} />
      )}
      {unchanged.length === 0 ? null : (
        <details className={styles['details']}>
          <summary>{unchanged.length} models and trace names without evidence of a change</summary>
          <ComparisonTable label="Without evidence of a change" rows={unchanged} {...{ result, a, b }} />
        </details>
      )}
    </>
  );
}

function TooFew({ result: { releases, dimension } }: { result: ReleaseRegressions }) {
  const isRelease = dimension === 'release';
  const title =
    releases.length === 0
      ? `Nothing in this range says its ${isRelease ? 'release' : 'prompt'}.`
      : `There is only ${releases[0]?.value} in this range.`;
  return (
    <EmptyState title={title}>
      {isRelease
        ? 'A release is the resource attribute service.version of OpenTelemetry, or langfuse.release. With two of them they are compared here.'
        : 'Calls that name a managed prompt and its version are compared here once there are two versions.'}
    </EmptyState>
  );
}

interface SideFieldProps {
  label: string;
  value: string;
  releases: readonly ComparedRelease[];
  onPick: (value: string) => void;
}

function SideField({ label, value, releases, onPick }: SideFieldProps) {
  return (
    <SelectField label={label} value={value} onChange={(event) => onPick(event.target.value)}>
      {releases.map((release) => (
        <option key={release.value} value={release.value}>
          {release.value}
        </option>
      ))}
    </SelectField>
  );
}
