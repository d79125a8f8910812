import { Skeleton } from '../../ui/states.tsx';
import styles from './dashboard.module.css';

const [tiles, charts] = [
  Array.from({ length: 8 }, (_, index) => index),
  Array.from({ length: 6 }, (_, index) => index),
];

/** In the geometry of what comes. */
export function DashboardSkeleton() {
  return (
    <div role="status" aria-label="Loading the metrics" className={styles['body']}>
      <div className={styles['tiles']}>
        {tiles.map((index) => (
          <Skeleton key={index} height={90} />
        ))}
      </div>
      <div className={styles['charts']}>
        {charts.map((index) => (
          <Skeleton key={index} height={238} />
        ))}
      </div>
    </div>
  );
}
