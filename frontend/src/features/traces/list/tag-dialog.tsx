import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { type TraceTagResult, tagLimits } from '../../../../../shared/contract/trace-tags.ts';
import { describeError } from '../../../lib/error-message.ts';
import { Checkbox, TextField } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';
import { changeTags, describeTagging, readTags, undoOf } from './change-tags.ts';
import styles from './list-tools.module.css';

export interface TagDialogProps {
  traces: readonly TraceSummary[];
  onChange: (traceId: string, part: { tags: string[] }) => void;
  onClose: () => void;
}

/** Adds tags to traces and takes tags off that they have. */
export function TagDialog({ traces, onChange, onClose }: TagDialogProps) {
  const [text, setText] = useState('');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const present = [...new Set(traces.flatMap(({ tags }) => tags))].sort();
  const add = readTags(text).filter((tag) => !removed.has(tag));
  const problem = problemOf(add);
  const take = (results: readonly TraceTagResult[]) => {
    for (const { traceId, status, tags } of results) if (status === 'changed') onChange(traceId, { tags });
  };
  const takeBack = async (results: readonly TraceTagResult[]) => {
    try {
      for (const change of undoOf(results)) {
        const outcome = await changeTags(change);
        take(outcome.results);
        if (outcome.error !== null) throw outcome.error;
      }
    } catch (error) {
      toast(`The tags could not be put back. ${describeError(error).message}`, { tone: 'stop' });
    }
  };
  const change = useMutation({
    mutationFn: () => changeTags({ traceIds: traces.map(({ traceId }) => traceId), add, remove: [...removed] }),
    onSuccess: (outcome) => {
      take(outcome.results);
      onClose();
      const { text: said, isWhole } = describeTagging(outcome, traces.length);
      const undo = undoOf(outcome.results).length === 0 ? {} : { undo: () => void takeBack(outcome.results) };
      toast(said, { ...undo, ...(isWhole ? {} : { tone: 'stop' as const }) });
    },
  });
  const toggle = (tag: string) => {
    const next = new Set(removed);
    if (!next.delete(tag)) next.add(tag);
    setRemoved(next);
  };
  return (
    <FormDialog
      title={traces.length === 1 ? 'Tag 1 trace' : `Tag ${traces.length} traces`}
      submitLabel="Change tags"
      width="small"
      onClose={onClose}
      onSubmit={() => change.mutate()}
      isBusy={change.isPending}
      isDisabled={problem !== undefined || add.length + removed.size === 0}
      error={change.error}
    >
      <TextField
        label="Add"
        hint="Several with commas between them."
        value={text}
        error={problem}
        onChange={(event) => setText(event.target.value)}
      />
      {present.length > 0 ? (
        <fieldset className={styles['tags']}>
          <legend>Take off</legend>
          {present.map((tag) => (
            <Checkbox key={tag} label={tag} checked={removed.has(tag)} onChange={() => toggle(tag)} />
          ))}
        </fieldset>
      ) : null}
    </FormDialog>
  );
}

function problemOf(tags: readonly string[]): string | undefined {
  if (tags.length > tagLimits.perRequest) return `At most ${tagLimits.perRequest} tags at once.`;
  if (tags.some((tag) => tag.length > tagLimits.characters))
    return `A tag has at most ${tagLimits.characters} characters.`;
  return undefined;
}
