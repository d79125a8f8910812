import styles from './share-bar.module.css';
import type { Tone } from './status.tsx';

export interface ShareBarProps {
  part: number;
  tone?: Tone;
  text?: string;
  tip?: string;
}

/** A part of a whole, 0 to 1, as a bar with its per cent, or `text`; `tip` says what of what. */
export function ShareBar({ part, tone = 'info', text, tip }: ShareBarProps) {
  const percent = Math.round(part * 1000) / 10;
  return (
    <span className={styles['share']} data-tip={tip ?? `${percent} %`}>
      <span className={styles['track']} aria-hidden="true">
        <span
          className={styles['fill']}
          data-tone={tone}
          style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
        />
      </span>
      <span data-exact="">{text ?? `${Math.round(percent)} %`}</span>
    </span>
  );
}
