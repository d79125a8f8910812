import { Trash2 } from 'lucide-react';
import type { Score } from '../../../../../../shared/contract/scores.ts';
import { useCan, useMe } from '../../../../lib/use-me.ts';
import { IconButton } from '../../../../ui/button.tsx';
import { Time } from '../../../../ui/figure.tsx';
import { Part } from '../../../../ui/part.tsx';
import { type SmallColumn, SmallTable } from '../../../../ui/small-table.tsx';
import { ErrorState, SkeletonRows } from '../../../../ui/states.tsx';
import type { LoadedTrace } from '../../use-trace.ts';
import type { Forest, SpanNode } from '../span-forest.ts';
import viewStyles from '../trace-views.module.css';
import { valueText } from './score-draft.ts';
import { ScoreForm } from './score-form.tsx';
import { TagEditor } from './tag-editor.tsx';
import { shownScores, useScores } from './use-scores.ts';

export interface ScoresViewProps {
  loaded: LoadedTrace;
  selected: SpanNode | null;
  onSelect: (spanId: string) => void;
}

/** What people, programs and scorers say of a trace and its spans; and saying it. */
export function ScoresView({ loaded: { trace, forest }, selected, onSelect }: ScoresViewProps) {
  const canEdit = useCan('editor');
  const { query, add, remove } = useScores(trace.traceId);
  const scores = query.data?.items ?? [];
  return (
    <>
      <Part title="Tags">
        <TagEditor traceId={trace.traceId} tags={trace.tags} canEdit={canEdit} />
      </Part>
      <Part title="Scores">
        {query.error ? (
          <ErrorState what="The scores could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isPending ? <SkeletonRows count={3} label="Loading scores" /> : null}
        {query.data && scores.length === 0 ? (
          <p className={viewStyles['none']}>Nobody has scored this trace or a span of it.</p>
        ) : null}
        {scores.length === 0 ? null : (
          <ScoreTable scores={scores} forest={forest} onSelect={onSelect} onRemove={(score) => remove.mutate(score)} />
        )}
        {query.data?.nextCursor ? (
          <p className={viewStyles['none']}>{`The first ${shownScores} are shown; the API has all.`}</p>
        ) : null}
      </Part>
      {canEdit ? (
        <Part title="Add a score">
          <ScoreForm
            traceId={trace.traceId}
            selected={selected}
            names={[...new Set(scores.map(({ name }) => name))]}
            add={add}
          />
        </Part>
      ) : null}
    </>
  );
}

interface ScoreTableProps {
  scores: readonly Score[];
  forest: Forest;
  onSelect: (spanId: string) => void;
  onRemove: (score: Score) => void;
}

function ScoreTable({ scores, forest, onSelect, onRemove }: ScoreTableProps) {
  const me = useMe();
  const isAdmin = useCan('admin');
  const mayDelete = ({ author }: Score) => isAdmin || (author.kind === 'person' && author.id === me.id);
  const columns: SmallColumn<Score>[] = [
    { id: 'name', header: 'Name', cell: ({ name }) => name },
    { id: 'value', header: 'Value', align: 'end', cell: ({ value }) => <b>{valueText(value)}</b> },
    { id: 'of', header: 'Of', cell: (score) => <Target score={score} forest={forest} onSelect={onSelect} /> },
    { id: 'comment', header: 'Comment', cell: ({ comment }) => comment },
    { id: 'author', header: 'By', cell: ({ author, scorer }) => scorer?.name ?? author.name },
    { id: 'when', header: 'When', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
    {
      id: 'actions',
      header: '',
      cell: (score) =>
        mayDelete(score) ? (
          <IconButton label={`Delete the score ${score.name}`} size="small" onClick={() => onRemove(score)}>
            <Trash2 aria-hidden="true" size={14} />
          </IconButton>
        ) : null,
    },
  ];
  return <SmallTable label="Scores" columns={columns} rows={scores} rowKey={({ id }) => id} />;
}

function Target({
  score: { spanId },
  forest,
  onSelect,
}: Pick<ScoreTableProps, 'forest' | 'onSelect'> & { score: Score }) {
  if (spanId === null) return 'trace';
  return (
    <button type="button" className={viewStyles['link']} onClick={() => onSelect(spanId)}>
      {forest.nodes.get(spanId)?.span.name ?? spanId}
    </button>
  );
}
