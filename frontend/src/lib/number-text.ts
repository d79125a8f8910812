/** What was typed as a number: nothing is undefined, nonsense is NaN. Spaces, commas and underscores divide digits. */
export function numberOf(text: string): number | undefined {
  const plain = text.replaceAll(/[\s,_]/g, '');
  if (plain === '') return undefined;
  return /^-?\d*\.?\d+\.?$/.test(plain) ? Number(plain) : Number.NaN;
}

export function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
