export interface FieldChange {
  field: string;
  /** Null: it was not there, or is not there now. */
  before: string | null;
  after: string | null;
}

type Fields = Record<string, unknown> | null;

/** What changed between two states, field by field, in the order of the fields. Unchanged fields are left out. */
export function diffRecords(before: Fields, after: Fields): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `key.created` reads as `Key created`, `member.role_changed` as `Member role changed`. */
export function actionText(action: string): string {
  const words = action.replaceAll(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
