import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './code-block.tsx';
import styles from './markdown.module.css';
import { markdownBlocks } from './markdown-blocks.ts';
import { ScrollRegion } from './scroll-region.tsx';

const plugins = [remarkGfm];

/** Model output is not to be trusted: no raw HTML (the default), no images from elsewhere, links that tell nothing. */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener nofollow">
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className={styles['image']} data-tip="Images in answers are not loaded.">
      image{alt ? `: ${alt}` : ''} ({String(src)})
    </span>
  ),
  pre: ({ node }) => <CodeBlock code={codeOf(node)} label="Code" />,
  table: ({ children }) => (
    <ScrollRegion label="Table" className={styles['table']}>
      <table>{children}</table>
    </ScrollRegion>
  ),
  // Headings of an answer are no headings of this page.
  h1: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h2: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h3: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h4: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h5: ({ children }) => <p className={styles['heading']}>{children}</p>,
  h6: ({ children }) => <p className={styles['heading']}>{children}</p>,
};

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
});

export function Markdown({ text }: { text: string }) {
  return (
    <div className={styles['markdown']}>
      {markdownBlocks(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever added at the end
        <Block key={index} text={block} />
      ))}
    </div>
  );
}

/** The text of a code element: its source, without the line break that Markdown adds. */
function codeOf(node: unknown): string {
  const { value, children } = node as { value?: string; children?: unknown[] };
  return value ?? (children ?? []).map(codeOf).join('').replace(/\n$/, '');
}
