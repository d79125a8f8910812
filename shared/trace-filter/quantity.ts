import { type NumberField, type NumberUnit, numberFields } from './fields.ts';

const number = /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/i;

/** Factors to the unit that a filter holds: nano-USD, milliseconds, one. */
const units: Record<NumberUnit, Readonly<Record<string, number>>> = {
  usd: { '': 1e9, usd: 1e9, c: 1e7 },
  duration: { '': 1, ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 },
  count: { '': 1, k: 1000, m: 1_000_000 },
};

/** What a value of that unit looks like, for errors. */
const examples: Record<NumberUnit, string> = {
  usd: 'an amount in USD such as 0.01, $0.01 or 1c',
  duration: 'a duration such as 300ms, 2s or 1m',
  count: 'a number such as 1000 or 1k',
};

/** Far above anything real, and exact in a double. */
const maxValue = 1e15;

/** A value in the field's own unit; null when it is none. */
export function parseQuantity(field: NumberField, text: string): number | null {
  const { unit } = numberFields[field];
  const [, digits, suffix = ''] = number.exec(unit === 'usd' ? text.replace(/^\$/, '') : text) ?? [];
  const factor = units[unit][suffix.toLowerCase()];
  if (digits === undefined || factor === undefined) return null;
  // Thousandths of a millisecond and whole nano-USD are the smallest that are stored.
  const value =
    unit === 'usd' ? Math.round(Number(digits) * factor) : Math.round(Number(digits) * factor * 1000) / 1000;
  return Math.abs(value) <= maxValue ? value + 0 : null;
}

export function describeQuantity(field: NumberField): string {
  return examples[numberFields[field].unit];
}

/** What `parseQuantity` reads back as the same value. */
export function formatQuantity(field: NumberField, value: number): string {
  const { unit } = numberFields[field];
  if (unit === 'usd') return formatNanoUsd(value);
  if (unit === 'duration' && value !== 0 && value % 1000 === 0) return `${value / 1000}s`;
  return unit === 'duration' ? `${value}ms` : String(value);
}

function formatNanoUsd(value: number): string {
  const digits = String(Math.abs(value)).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The number of a score; null when the text is none. */
export function parseScore(text: string): number | null {
  const [, digits, suffix] = number.exec(text) ?? [];
  const value = Number(digits);
  return digits === undefined || suffix !== '' || !Number.isFinite(value) ? null : value + 0;
}

const answers: Readonly<Record<string, 0 | 1>> = { true: 1, yes: 1, false: 0, no: 0 };

/** The number that a yes or no is stored as in the mean of a score; null when the text is neither. */
export function parseYesOrNo(text: string): 0 | 1 | null {
  const word = text.toLowerCase();
  return Object.hasOwn(answers, word) ? (answers[word] ?? null) : null;
}
