import { CircleCheck, CircleDashed, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './status.module.css';

export type Tone = 'go' | 'caution' | 'stop' | 'info' | 'neutral';

/** A glyph per tone: colour alone never carries the meaning. */
const glyphs = { go: CircleCheck, caution: TriangleAlert, stop: CircleX, info: Info, neutral: CircleDashed };

/** A signal with its glyph and its word: `✓ active`. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Glyph = glyphs[tone];
  return (
    <span className={styles['status']} data-tone={tone}>
      <Glyph aria-hidden="true" size={14} />
      {children}
    </span>
  );
}

/** A small label: an ability, a role, "simulated". `tip` explains it on hover. */
export function Badge({ tone = 'neutral', tip, children }: { tone?: Tone; tip?: string; children: ReactNode }) {
  return (
    <span className={styles['badge']} data-tone={tone} data-tip={tip}>
      {children}
    </span>
  );
}

/** Marks what nobody ran, answers of the sandbox above all, in the same place as its numbers. */
export function SimulatedBadge() {
  return (
    <Badge tone="info" tip="Made up, by the sandbox or by its sender. No model ran and nobody is charged.">
      simulated
    </Badge>
  );
}
