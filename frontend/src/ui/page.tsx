import { type ReactNode, useEffect } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './page.module.css';

export interface PageProps {
  title: string;
  /** Beside the title: a count, a state. */
  meta?: ReactNode;
  /** At most one primary action, with quiet ones before it. */
  action?: ReactNode;
  /** A `FilterRow`. */
  filters?: ReactNode;
  /** A `SidePanel`, or null. On small screens it takes the page's place. */
  panel?: ReactNode;
  /** `flush`: the content fills the page to its edges, like a table. `padded`: text and forms. */
  layout?: 'flush' | 'padded';
  children: ReactNode;
}

/** Of about so many letters it may be cut; hovering shows it whole. */
const longTitle = 80;

/** The frame of every screen: title row, filter row, content, panel. */
export function Page({ title, meta, action, filters, panel = null, layout = 'flush', children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={styles['page']}>
      <div className={styles['main']}>
        <header className={styles['title']}>
          <h1 data-tip={title.length > longTitle ? title : undefined}>{title}</h1>
          {meta ? <div className={styles['meta']}>{meta}</div> : null}
          {action ? <div className={styles['action']}>{action}</div> : null}
        </header>
        {filters}
        <div className={styles[layout]}>
          <ErrorBoundary>{children}</ErrorBoundary>
        </div>
      </div>
      {panel}
    </div>
  );
}

/** Filters and search, under the title. */
export function FilterRow({ children }: { children: ReactNode }) {
  return (
    <search className={styles['filters']} aria-label="Filters">
      {children}
    </search>
  );
}

/** A titled part of a padded page. */
export function Section(props: { title: string; description?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <header className={styles['sectionTitle']}>
        <div>
          <h2>{props.title}</h2>
          {props.description ? <p className={styles['description']}>{props.description}</p> : null}
        </div>
        {props.action}
      </header>
      {props.children}
    </section>
  );
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Signalbox`;
  }, [title]);
}
