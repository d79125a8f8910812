import { type ViewColumn, viewBounds } from '../../../../../shared/contract/saved-views.ts';

const [narrowest, widest] = viewBounds.columnWidth;

/** `name:320,time`: ids in the order shown, each with its width where one was chosen. */
export function formatColumns(columns: readonly ViewColumn[]): string {
  return columns.map(({ id, width }) => encodeURIComponent(id) + (width === null ? '' : `:${width}`)).join(',');
}

/** What cannot be read of it is left out, and so is what comes again. */
export function parseColumns(text: string): ViewColumn[] {
  const columns = text
    .split(',')
    .map(parseColumn)
    .filter((column) => column !== null);
  const isFirst = ({ id }: ViewColumn, index: number) => columns.findIndex((column) => column.id === id) === index;
  return columns.filter(isFirst).slice(0, viewBounds.columns);
}

function parseColumn(text: string): ViewColumn | null {
  const [encoded = '', digits] = text.split(':');
  const id = decode(encoded);
  if (id === '') return null;
  return { id, width: digits !== undefined && /^\d{1,4}$/.test(digits) ? clampWidth(Number(digits)) : null };
}

export function clampWidth(width: number): number {
  return Math.round(Math.max(narrowest, Math.min(widest, width)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
