import { Button, LinkButton } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import type { ListSettings } from './list-settings.ts';
import { longerRange, rangePhrase } from './time-range.ts';

export interface NoTracesProps {
  settings: Pick<ListSettings, 'q' | 'range'>;
  onChange: (part: Partial<ListSettings>) => void;
}

/** A list without traces: where they were looked for, and what may bring some. */
export function NoTraces({ settings, onChange }: NoTracesProps) {
  const longer = longerRange(settings.range);
  const where = rangePhrase(settings.range);
  const widen =
    longer === null ? null : <Button onClick={() => onChange({ range: longer })}>Look {rangePhrase(longer)}</Button>;
  if (settings.q.trim() !== '') {
    return (
      <EmptyState
        title={`No trace ${where} matches the filter.`}
        action={
          <>
            <Button onClick={() => onChange({ q: '' })}>Clear filter</Button>
            {widen}
          </>
        }
      />
    );
  }
  return (
    <EmptyState
      title={`No traces ${where}.`}
      action={
        <>
          {widen}
          <LinkButton to="/playground" variant="primary">
            Call a model
          </LinkButton>
        </>
      }
    >
      Every call through the gateway, and every span that you send, appears here the moment it ends, with its tokens and
      cost.
    </EmptyState>
  );
}
