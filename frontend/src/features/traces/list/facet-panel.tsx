import { useQuery } from '@tanstack/react-query';
import { PanelLeftClose } from 'lucide-react';
import { type MouseEvent, useMemo } from 'react';
import { type FacetField, type FacetValue, maxFacetValues } from '../../../../../shared/contract/trace-queries.ts';
import { parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';
import { formatCount } from '../../../lib/figures/format-count.ts';
import { formatRelativeTime } from '../../../lib/figures/format-time.ts';
import { useProjectId } from '../../../lib/project.ts';
import { IconButton } from '../../../ui/button.tsx';
import { altKeyName } from '../../../ui/kbd.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { type TermState, termStates, toggleTerm } from './edit-filter.ts';
import styles from './facet-panel.module.css';
import { facetLabels, facetTerm } from './facet-term.ts';
import { facetsQuery } from './facets-query.ts';
import type { ListSettings } from './list-settings.ts';

export interface FacetPanelProps {
  settings: ListSettings;
  onApply: (q: string) => void;
  /** Puts a text that is not finished into the filter bar. */
  onDraft: (text: string) => void;
  onClose: () => void;
}

/** What the traces of the list have, with counts: a click wants a value, with the alt key it excludes it. */
export function FacetPanel({ settings, onApply, onDraft, onClose }: FacetPanelProps) {
  // The field says what is wrong with it; an answer would only say so again.
  const isInvalid = useMemo(() => !parseFilter(settings.q).isValid, [settings.q]);
  const query = useQuery({ ...facetsQuery(useProjectId(), settings), enabled: !isInvalid });
  const stateOf = useMemo(() => termStates(settings.q), [settings.q]);
  const choose = (field: FacetField, value: string, isExcluding: boolean) => {
    const choice = facetTerm(field, value);
    if ('draft' in choice) return onDraft(`${settings.q} ${choice.draft}`.trimStart());
    onApply(toggleTerm(settings.q, choice.term, isExcluding ? 'excluded' : 'wanted'));
  };
  const { data } = query;
  return (
    <aside className={styles['panel']} aria-label="Facets">
      <header className={styles['head']}>
        <h2>Facets</h2>
        <IconButton label="Hide facets" size="small" onClick={onClose}>
          <PanelLeftClose aria-hidden="true" size={14} />
        </IconButton>
      </header>
      {data && !isInvalid ? (
        <>
          <p className={styles['note']} role="status">
            {query.isPlaceholderData ? 'Counting…' : coverage(data)}{' '}
            <span className={styles['keys']}>{altKeyName()}-click excludes.</span>
          </p>
          {Object.entries(facetLabels).map(([field, label]) => (
            <Facet
              key={field}
              field={field as FacetField}
              label={label}
              values={data.facets[field as FacetField] ?? []}
              total={data.countedTraces}
              stateOf={stateOf}
              onChoose={choose}
            />
          ))}
        </>
      ) : isInvalid ? (
        <p className={styles['note']} role="status">
          The counts wait for a valid filter.
        </p>
      ) : query.error ? (
        <ErrorState what="The counts could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <FacetSkeleton />
      )}
    </aside>
  );
}

/** How much of the list the counts speak of. */
function coverage({
  countedTraces,
  isComplete,
  countedTo,
}: {
  countedTraces: number;
  isComplete: boolean;
  countedTo: string;
}) {
  const count = new Intl.NumberFormat('en').format(countedTraces);
  if (isComplete) return countedTraces === 1 ? 'Of the one trace that fits.' : `Of all ${count} traces that fit.`;
  const since = formatRelativeTime(countedTo, { now: Date.now() }).text;
  return `Of the newest ${count} that fit, back to ${since}.`;
}

interface FacetProps {
  field: FacetField;
  label: string;
  values: readonly FacetValue[];
  total: number;
  stateOf: (term: string) => TermState;
  onChoose: (field: FacetField, value: string, isExcluding: boolean) => void;
}

const openAtFirst: readonly FacetField[] = ['status', 'name', 'model', 'tag', 'environment', 'error'];

function Facet({ field, label, values, total, stateOf, onChoose }: FacetProps) {
  if (values.length === 0) return null;
  return (
    <details className={styles['facet']} open={openAtFirst.includes(field)}>
      <summary>
        {label}{' '}
        <span className={styles['more']}>
          {values.length === maxFacetValues ? `top ${maxFacetValues}` : values.length}
        </span>
      </summary>
      <ul className={styles['values']}>
        {values.map(({ value, count }) => {
          const choice = facetTerm(field, value);
          const state = 'term' in choice ? stateOf(choice.term) : null;
          return (
            <li key={value}>
              <button
                type="button"
                className={styles['value']}
                aria-pressed={'term' in choice ? state !== null : undefined}
                data-state={state ?? undefined}
                data-tip={state === 'excluded' ? `Excluded: ${value}` : value}
                onClick={(event: MouseEvent) => onChoose(field, value, event.altKey)}
              >
                <span className={styles['track']}>
                  <span className={styles['bar']} style={{ width: `${total === 0 ? 0 : (count / total) * 100}%` }} />
                </span>
                <span className={styles['name']}>
                  {state === 'excluded' ? 'not ' : ''}
                  {value}
                </span>
                <span className={styles['count']}>{formatCount(count).text}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function FacetSkeleton() {
  return (
    <div className={styles['skeleton']} role="status" aria-label="Loading facets">
      {['60%', '80%', '45%', '70%', '50%', '75%'].map((width) => (
        <Skeleton key={width} width={width} height={14} />
      ))}
    </div>
  );
}
