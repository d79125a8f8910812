import { X } from 'lucide-react';
import { useState } from 'react';
import { tagLimits } from '../../../../../../shared/contract/trace-tags.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import styles from './scores.module.css';
import { useTags } from './use-scores.ts';

export interface TagEditorProps {
  traceId: string;
  tags: readonly string[];
  canEdit: boolean;
}

/** The tags of a trace: those that came with its spans and those that people gave it. */
export function TagEditor({ traceId, tags, canEdit }: TagEditorProps) {
  const [text, setText] = useState('');
  const change = useTags(traceId);
  const tag = text.trim();
  const isTooLong = tag.length > tagLimits.characters;
  const add = () => change.mutate({ add: [tag] }, { onSuccess: () => setText('') });
  return (
    <div className={styles['tags']}>
      {tags.map((each) => (
        <span key={each} className={styles['tag']}>
          {each}
          {canEdit ? (
            <button
              type="button"
              aria-label={`Remove the tag ${each}`}
              onClick={() => change.mutate({ remove: [each] })}
            >
              <X aria-hidden="true" size={12} />
            </button>
          ) : null}
        </span>
      ))}
      {tags.length === 0 && !canEdit ? <span>No tags.</span> : null}
      {canEdit ? (
        <form
          className={styles['row']}
          onSubmit={(event) => {
            event.preventDefault();
            if (tag !== '' && !isTooLong) add();
          }}
        >
          <TextField
            label="New tag"
            isLabelHidden
            placeholder="New tag"
            error={isTooLong ? `At most ${tagLimits.characters} characters; these are ${tag.length}.` : undefined}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" disabled={tag === '' || isTooLong} isBusy={change.isPending}>
            Add tag
          </Button>
        </form>
      ) : null}
    </div>
  );
}
