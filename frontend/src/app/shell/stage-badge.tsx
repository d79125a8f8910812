import { config } from '../../lib/config.ts';
import styles from './top-bar.module.css';

/** Which deployment this is. Production also draws a line across the top of the window. */
export function StageBadge() {
  const { stage, version } = config();
  return (
    <span className={styles['stage']} data-stage={stage} data-tip={`Stage "${stage}", version ${version}`}>
      {stage === 'production' ? 'PRODUCTION' : stage}
    </span>
  );
}
