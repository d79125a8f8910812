import { useEffect, useState } from 'react';
import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { TextArea } from '../../../ui/field.tsx';
import styles from './editor.module.css';
import { configText, readConfigText } from './find-problems.ts';

export interface JsonEditorProps {
  config: RouteConfigInput;
  onChange: (config: RouteConfigInput) => void;
  /** Told when what is typed has no form, so that it is not left behind unseen. */
  onReadable: (isReadable: boolean) => void;
}

/** The configuration as JSON: the same thing, that can be pasted and kept in a repository. */
export function JsonEditor({ config, onChange, onReadable }: JsonEditorProps) {
  const [text, setText] = useState(() => configText(config));
  useEffect(() => {
    // Discarded or restored meanwhile; what is being typed in another layout stays as it is.
    setText((typed) => {
      const { config: read } = readConfigText(typed);
      return read !== null && configText(read) !== configText(config) ? configText(config) : typed;
    });
  }, [config]);
  // What has no form goes with this view, and so does its complaint.
  useEffect(() => () => onReadable(true), [onReadable]);
  const type = (next: string) => {
    setText(next);
    const { config: read } = readConfigText(next);
    onReadable(read !== null);
    if (read !== null) onChange(read);
  };
  const { problems } = readConfigText(text);
  const unreadable = problems.length > 0 && readConfigText(text).config === null ? problems[0] : undefined;
  return (
    <div className={styles['json']}>
      <TextArea
        label="Configuration as JSON"
        isLabelHidden
        isMono
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        error={
          unreadable ? `${unreadable.field === '' ? '' : `${unreadable.field}: `}${unreadable.message}` : undefined
        }
        onChange={(event) => type(event.target.value)}
      />
    </div>
  );
}
