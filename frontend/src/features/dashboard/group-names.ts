import type { MetricGroup, MetricSeries } from '../../../../shared/contract/trace-metrics.ts';
import type { TextField } from '../../../../shared/trace-filter/fields.ts';
import { formatExact } from '../../../../shared/trace-filter/format-filter.ts';

export const groupNames: Readonly<Record<MetricGroup, string>> = {
  none: 'Everything',
  model: 'Model',
  name: 'Trace name',
  provider: 'Provider',
  environment: 'Environment',
  release: 'Release',
  prompt: 'Prompt',
  region: 'Region',
  service: 'Service',
  key: 'API key',
};

/** How a value reads; `keyName` finds the names of keys. */
export function valueName(
  group: MetricGroup,
  { value, isOther }: Pick<MetricSeries, 'value' | 'isOther'>,
  keyName: (id: string) => string | null = () => null,
): string {
  if (isOther) return 'Other';
  if (value === '') return `No ${groupNames[group].toLowerCase().replace('api key', 'API key')}`;
  return group === 'key' ? (keyName(value) ?? value) : value;
}

/** Regions are counted, but no field of the filter language. */
const fieldOfGroup: Readonly<Partial<Record<MetricGroup, TextField>>> = {
  ...{ model: 'model', name: 'name', provider: 'provider', environment: 'environment' },
  ...{ release: 'release', prompt: 'prompt', service: 'service', key: 'key' },
};

/** The filter that finds the traces of a value; null where there is none. */
export function filterOfValue(
  group: MetricGroup,
  { value, isOther }: Pick<MetricSeries, 'value' | 'isOther'>,
): string | null {
  const field = fieldOfGroup[group];
  return field === undefined || isOther || value === '' ? null : formatExact(field, value);
}

const colors = [1, 2, 3, 4, 5, 6].map((index) => `var(--series-${index})`);
export const otherColor = 'var(--text-faint)';

/** A colour for each value, by its place in the alphabet: it does not change when another one gets ahead. */
export function colorsOf(series: readonly Pick<MetricSeries, 'value' | 'isOther'>[]): (index: number) => string {
  const order = series
    .filter(({ isOther }) => !isOther)
    .map(({ value }) => value)
    .toSorted();
  return (index) => {
    const each = series[index];
    if (each === undefined || each.isOther) return otherColor;
    return colors[order.indexOf(each.value) % colors.length] ?? otherColor;
  };
}
