import { type ConnectionState, useRealtimeConnection } from '../../lib/realtime.ts';
import styles from './top-bar.module.css';

const words: Record<ConnectionState, { word: string; tip: string }> = {
  idle: { word: 'Offline', tip: 'No live connection.' },
  connecting: { word: 'Connecting', tip: 'Opening the live connection.' },
  live: { word: 'Live', tip: 'Changes arrive as they happen.' },
  waiting: { word: 'Reconnecting', tip: 'The live connection was lost. What you see may be old until it is back.' },
};

export function LiveDot() {
  const state = useRealtimeConnection();
  const { word, tip } = words[state];
  return (
    <span className={styles['live']} data-state={state} data-tip={`${word}. ${tip}`} role="status">
      <span className={styles['dot']} aria-hidden="true" />
      <span className={styles['liveWord']}>{word}</span>
    </span>
  );
}
