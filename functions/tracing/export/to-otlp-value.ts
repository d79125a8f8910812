export interface OtlpAttribute {
  key: string;
  value: Record<string, unknown>;
}

export function toOtlpAttributes(attributes: Record<string, unknown>): OtlpAttribute[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: toOtlpValue(value) }],
  );
}

/** A JSON value as AnyValue. Whole numbers that are exact are integers. */
function toOtlpValue(value: unknown): Record<string, unknown> {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      if (value === null || value === undefined) return {};
      if (Array.isArray(value)) return { arrayValue: { values: value.map(toOtlpValue) } };
      return { kvlistValue: { values: toOtlpAttributes(value as Record<string, unknown>) } };
  }
}
