import type { ReleaseComparison } from '../../../../shared/contract/release-regressions.ts';
import { linearScale, round } from '../../ui/charts/geometry.ts';
import { boundText } from './comparison-text.ts';
import styles from './performance.module.css';

const [width, height] = [130, 16];
/** From half to twice; what goes beyond runs out of the picture. */
const reach = Math.log(2);

/** The interval of a change around the line of no change: better to the left, worse to the right. */
export function ChangeMark({ comparison }: { comparison: ReleaseComparison }) {
  const { change, unit, verdict } = comparison;
  if (change === null) return null;
  const { kind, value, low, high } = change;
  const extent = kind === 'ratio' ? reach : Math.max(Math.abs(low), Math.abs(high)) || 1;
  const scale = linearScale([-extent, extent], [3, width - 3]);
  const x = (bound: number) =>
    round(Math.min(width - 3, Math.max(3, scale(kind === 'ratio' ? Math.log(bound) : bound))));
  const label = `95 %: ${boundText(kind, unit, low)} to ${boundText(kind, unit, high)}`;
  return (
    <svg
      className={styles['change']}
      data-verdict={verdict}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      data-tip={label}
    >
      <line className={styles['none']} x1={width / 2} x2={width / 2} y1={0} y2={height} />
      <line x1={x(low)} x2={x(high)} y1={height / 2} y2={height / 2} />
      <circle cx={x(value)} cy={height / 2} r={3} />
    </svg>
  );
}
