import type { UseQueryResult } from '@tanstack/react-query';
import type { ReplayPreview as Preview } from '../../../../shared/contract/replays.ts';
import { formatBytes } from '../../lib/figures/format-bytes.ts';
import { Count, FigureText } from '../../ui/figure.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { Banner, Skeleton } from '../../ui/states.tsx';

/** How much the chosen hours hold. */
export function ReplayPreview({ preview }: { preview: UseQueryResult<Preview> }) {
  if (preview.isError) return <FormError error={preview.error} />;
  return (
    <div role="status" aria-label="What the replay would read">
      {preview.data === undefined ? <Skeleton width="70%" height={20} /> : <Counted {...preview.data} />}
    </div>
  );
}

function Counted({ objects, spans, bytes, isComplete }: Preview) {
  if (objects === 0) {
    return <Banner tone="caution">Nothing is archived of these hours: nothing was accepted, or it has expired.</Banner>;
  }
  return (
    <p>
      {isComplete ? null : 'More than '}
      <Count value={objects} /> {objects === 1 ? 'request' : 'requests'} with <Count value={spans} />{' '}
      {spans === 1 ? 'span' : 'spans'}, <FigureText figure={formatBytes(bytes)} />
    </p>
  );
}
