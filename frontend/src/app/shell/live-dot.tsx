import { type ConnectionState, useRealtimeConnection } from '../../lib/realtime.ts';
import { useIsOffline } from '../../lib/use-is-offline.ts';
import styles from './top-bar.module.css';

const words: Record<ConnectionState | 'offline', { word: string; tip: string }> = {
  offline: { word: 'Offline', tip: 'There is no network. What you see stays as it was until it is back.' },
  idle: { word: 'Not live', tip: 'No live connection.' },
  connecting: { word: 'Connecting', tip: 'Opening the live connection.' },
  live: { word: 'Live', tip: 'Changes arrive as they happen.' },
  waiting: { word: 'Reconnecting', tip: 'The live connection was lost. What you see may be old until it is back.' },
};

export function LiveDot() {
  const connection = useRealtimeConnection();
  const state = useIsOffline() ? 'offline' : connection;
  const { word, tip } = words[state];
  return (
    <span className={styles['live']} data-state={state} data-tip={`${word}. ${tip}`} role="status">
      <span className={styles['dot']} aria-hidden="true" />
      <span className={styles['liveWord']}>{word}</span>
    </span>
  );
}
