import { formatMoney } from '../../lib/figures/format-money.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { ticksOf } from '../../lib/round-ticks.ts';
import type { BurnDown, Point } from './burn-down.ts';
import styles from './burn-down-chart.module.css';

/** About as wide as a panel, so that the text in it is about as large as that around it. */
const [width, height] = [440, 200];
const margin = { left: 62, right: 52, top: 12, bottom: 24 };
const mostTicks = 4;
const nanoPerUsd = 1e9;

/** What is spent, against the amount; the forecast is dashed, with its interval where there is one. */
export function BurnDownChart({ data }: { data: BurnDown }) {
  const x = (at: number) =>
    margin.left + ((at - data.start) / (data.end - data.start)) * (width - margin.left - margin.right);
  const y = (nanoUsd: number) => height - margin.bottom - (nanoUsd / data.top) * (height - margin.top - margin.bottom);
  const line = (points: readonly Point[]) => points.map(({ at, nanoUsd }) => `${x(at)},${y(nanoUsd)}`).join(' ');
  const now = data.spent.at(-1) ?? { at: data.start, nanoUsd: 0 };
  const ticks = [0, ...ticksOf(data.top / nanoPerUsd, mostTicks).map((usd) => usd * nanoPerUsd)];
  return (
    <figure className={styles['chart']}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={describe(data)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={styles['grid']} x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
            <text className={styles['tick']} x={margin.left - 8} y={y(tick) + 4} textAnchor="end">
              {formatMoney(Math.round(tick)).text}
            </text>
          </g>
        ))}
        {data.range === null ? null : (
          <polygon
            className={styles['range']}
            points={`${x(now.at)},${y(now.nanoUsd)} ${x(data.end)},${y(data.range.high)} ${x(data.end)},${y(data.range.low)}`}
          />
        )}
        {data.amount === null ? null : <AmountLine at={y(data.amount)} />}
        <polygon
          className={styles['area']}
          points={`${x(data.start)},${y(0)} ${line(data.spent)} ${x(now.at)},${y(0)}`}
        />
        <polyline className={styles['spent']} points={line(data.spent)} />
        {data.forecast.length === 0 ? null : <polyline className={styles['forecast']} points={line(data.forecast)} />}
        <circle className={styles['now']} cx={x(now.at)} cy={y(now.nanoUsd)} r={3.5} />
        <text className={styles['tick']} x={margin.left} y={height - 6}>
          {dayText(data.start)}
        </text>
        <text className={styles['tick']} x={width - margin.right} y={height - 6} textAnchor="end">
          {dayText(data.end)}
        </text>
      </svg>
    </figure>
  );
}

function AmountLine({ at }: { at: number }) {
  return (
    <>
      <line className={styles['amount']} x1={margin.left} x2={width - margin.right} y1={at} y2={at} />
      <text className={styles['label']} x={width - margin.right + 8} y={at + 4}>
        budget
      </text>
    </>
  );
}

/** `1 Nov, 00:00`: budgets count by UTC. */
function dayText(at: number): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat('en-GB', options).format(at)} UTC`;
}

function describe({ spent, amount, forecast, end }: BurnDown): string {
  const now = formatMoney(spent.at(-1)?.nanoUsd ?? 0).text;
  const last = forecast.at(-1);
  const expected =
    last === undefined ? '' : `, ${formatMoney(last.nanoUsd).text} expected by ${absoluteTime(end, 'UTC')}`;
  const of = amount === null ? ' in all' : ` of ${formatMoney(amount).text}`;
  return `${now} spent${of}${expected}`;
}
