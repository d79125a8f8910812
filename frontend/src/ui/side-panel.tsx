import { X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { readLocal, writeLocal } from '../lib/local-value.ts';
import { IconButton } from './button.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { clampPanelWidth } from './panel-width.ts';
import styles from './side-panel.module.css';
import { useIsNarrow } from './use-media.ts';
import { useShortcut } from './use-shortcut.ts';

export interface SidePanelProps {
  title: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  onClose: () => void;
  /** Its width is remembered under this name. */
  name: string;
  children: ReactNode;
}

const defaultWidth = 480;
const keyStep = 24;

/** Details beside a list. It is resized with the pointer or the arrow keys; on small screens it is a page. */
export function SidePanel({ title, actions, onClose, name, children }: SidePanelProps) {
  const [width, setWidth] = useState(() => clampPanelWidth(Number(readLocal(`panel.${name}`) ?? defaultWidth)));
  const ref = useRef<HTMLElement>(null);
  const titleId = useId();
  // On small screens the panel is the page.
  const Heading = useIsNarrow() ? 'h1' : 'h2';
  useShortcut('escape', onClose);
  useEffect(() => writeLocal(`panel.${name}`, String(width)), [name, width]);
  const resize = (next: number) => setWidth(clampPanelWidth(next));
  return (
    <aside ref={ref} data-panel="" className={styles['panel']} style={{ width }} aria-labelledby={titleId}>
      <Separator width={width} onResize={resize} />
      <header className={styles['title']}>
        <Heading id={titleId}>{title}</Heading>
        <div className={styles['actions']}>
          {actions}
          <IconButton label="Close panel" shortcut="esc" size="small" onClick={onClose}>
            <X aria-hidden="true" size={16} />
          </IconButton>
        </div>
      </header>
      <div className={styles['body']}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </aside>
  );
}

function Separator({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: keyStep, ArrowRight: -keyStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(width + step);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(window.innerWidth - event.clientX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; this is the window splitter of the ARIA guide
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuenow={width}
      aria-valuemin={320}
      aria-valuemax={1200}
      tabIndex={0}
      className={styles['separator']}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
