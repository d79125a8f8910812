import { Duration } from '../../../ui/figure.tsx';
import { Part } from '../../../ui/part.tsx';
import { SmallTable } from '../../../ui/small-table.tsx';
import type { PathSegment } from './critical-path.ts';
import type { SpanNode } from './span-forest.ts';
import styles from './trace-views.module.css';

const shownSpans = 8;

interface Wait {
  node: SpanNode;
  ms: number;
  share: number;
}

/** Which spans the trace waited for, longest first: shortening others makes it no shorter. */
export function longestWaits(path: ReadonlyMap<SpanNode, readonly PathSegment[]>): Wait[] {
  const waits = [...path].map(([node, segments]) => ({
    node,
    ms: segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
  }));
  const whole = waits.reduce((sum, { ms }) => sum + ms, 0);
  return waits.map((wait) => ({ ...wait, share: whole === 0 ? 0 : wait.ms / whole })).sort((a, b) => b.ms - a.ms);
}

export interface CriticalListProps {
  path: ReadonlyMap<SpanNode, readonly PathSegment[]>;
  onSelect: (node: SpanNode) => void;
}

/** The critical path in numbers. */
export function CriticalList({ path, onSelect }: CriticalListProps) {
  const columns = [
    {
      id: 'span',
      header: 'Waited for',
      cell: ({ node }: Wait) => (
        <button type="button" className={styles['link']} onClick={() => onSelect(node)}>
          {node.span.name}
        </button>
      ),
    },
    { id: 'time', header: 'Itself', align: 'end' as const, cell: ({ ms }: Wait) => <Duration ms={ms} /> },
    { id: 'share', header: 'Share', align: 'end' as const, cell: ({ share }: Wait) => shareText(share) },
  ];
  return (
    <Part
      title="Critical path"
      hint="What the trace waited for, counting only the time in which nothing below was waited for instead. Making anything else faster makes it end no sooner."
    >
      {path.size === 0 ? (
        <p className={styles['none']}>The trace took no time.</p>
      ) : (
        <SmallTable
          label="Critical path"
          columns={columns}
          rows={longestWaits(path).slice(0, shownSpans)}
          rowKey={({ node }) => node.span.spanId}
        />
      )}
    </Part>
  );
}

const shareText = (share: number) => (share > 0 && share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`);
