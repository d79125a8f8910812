import styles from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';
import { ScrollBlock } from './scroll-region.tsx';

export interface CodeBlockProps {
  code: string;
  /** What it is: "Request as curl". Read out; shown where `title` is set. */
  label: string;
  /** Shown above the code, for example a file name. */
  title?: string;
  /** CSS length; longer code scrolls inside. */
  maxHeight?: string;
  /** What the copy button gives, where it differs from what is shown (a masked key). */
  copyAs?: string;
  /** One long line, such as a key, is broken instead of scrolled. */
  isWrapped?: boolean;
}

export function CodeBlock({ code, label, title, maxHeight, copyAs, isWrapped }: CodeBlockProps) {
  return (
    <figure className={styles['block']}>
      {title === undefined ? null : <figcaption className={styles['title']}>{title}</figcaption>}
      <ScrollBlock label={label} className={styles['scroll']} style={maxHeight ? { maxHeight } : undefined}>
        <pre className={styles['code']} data-wrapped={isWrapped}>
          <code>{code}</code>
        </pre>
      </ScrollBlock>
      <div className={styles['copy']}>
        <CopyButton text={copyAs ?? code} label={`Copy ${label.charAt(0).toLowerCase()}${label.slice(1)}`} />
      </div>
    </figure>
  );
}
