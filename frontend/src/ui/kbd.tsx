import styles from './kbd.module.css';

/** The key that excludes, as the reader's keyboard names it. */
export const altKeyName = () => (isApple ? '⌥' : 'Alt');

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key, as the reader's keyboard names it: `mod` is ⌘ or Ctrl. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles['key']}>
          {keyName(key)}
        </kbd>
      ))}
    </span>
  );
}

function keyName(key: string): string {
  if (key === 'mod') return isApple ? '⌘' : 'Ctrl';
  if (key === 'enter') return '↵';
  return key.length === 1 ? key.toUpperCase() : key;
}
