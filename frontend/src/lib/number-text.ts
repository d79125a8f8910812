const inGroups = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const withComma = /^-?\d*,\d*$/;

/**
 * What was typed as a number: nothing is undefined, nonsense is NaN. Spaces and underscores divide digits; commas do between
 * thousands (`1,000`), and are a decimal point elsewhere, as in half of the world (`0,01`).
 */
export function numberOf(text: string): number | undefined {
  const plain = withPoint(text.replaceAll(/[\s_]/g, ''));
  if (plain === '') return undefined;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
}

function withPoint(text: string): string {
  if (inGroups.test(text)) return text.replaceAll(',', '');
  return withComma.test(text) ? text.replace(',', '.') : text;
}

export function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
