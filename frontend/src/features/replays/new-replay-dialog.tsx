import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { maxReplayDays } from '../../../../shared/contract/replays.ts';
import { fieldErrors } from '../../lib/error-message.ts';
import { useProjectId } from '../../lib/project.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { TextField } from '../../ui/field.tsx';
import { FieldGrid } from '../../ui/field-grid.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { fromLocalField, toLocalField } from './hour-text.ts';
import { ReplayPreview } from './replay-preview.tsx';
import { type ReplayRange, replayPreviewQuery } from './replays-query.ts';
import { useReplayActions } from './use-replay-actions.ts';

const millisecondsPerHour = 3_600_000;

/** The day that ends with the hour that runs. */
function lastDay() {
  const end = Math.ceil(Date.now() / millisecondsPerHour) * millisecondsPerHour;
  return { from: toLocalField(end - 24 * millisecondsPerHour), to: toLocalField(end) };
}

/** Chooses the hours to read again, and says how much that is before it begins. */
export function NewReplayDialog({ onClose }: { onClose: () => void }) {
  const [fields, setFields] = useState(lastDay);
  const range = rangeOf(useSettled(fields, 300));
  const preview = useQuery(replayPreviewQuery(useProjectId(), range));
  const { begin } = useReplayActions();
  const previewErrors = fieldErrors(preview.error);
  const errors = { from: previewErrors['query.from'], to: previewErrors['query.to'], ...fieldErrors(begin.error) };
  const submit = () => {
    if (range === null) return;
    begin.mutate(range, {
      onSuccess: () => {
        toast('The replay begins.');
        onClose();
      },
    });
  };
  return (
    <FormDialog
      title="New replay"
      submitLabel="Begin replay"
      onSubmit={submit}
      isBusy={begin.isPending}
      isDisabled={range === null || preview.data === undefined || preview.data.objects === 0}
      error={begin.error}
      onClose={onClose}
    >
      <p>
        Requests that were accepted in these hours are read again, with the rules and prices of today. What comes out as
        before changes nothing; nothing is counted twice. Scores and tags that are missing come back, unless they were
        deleted.
      </p>
      <FieldGrid>
        <TextField
          label="From"
          type="datetime-local"
          required
          value={fields.from}
          error={errors['from']}
          onChange={(event) => setFields({ ...fields, from: event.target.value })}
        />
        <TextField
          label="To"
          type="datetime-local"
          required
          hint={`Whole hours, ${maxReplayDays} days at most`}
          value={fields.to}
          error={errors['to']}
          onChange={(event) => setFields({ ...fields, to: event.target.value })}
        />
      </FieldGrid>
      <ReplayPreview preview={preview} />
    </FormDialog>
  );
}

function rangeOf(fields: { from: string; to: string }): ReplayRange | null {
  const from = fromLocalField(fields.from);
  const to = fromLocalField(fields.to);
  return from === null || to === null ? null : { from, to };
}
