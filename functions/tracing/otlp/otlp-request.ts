/** Attributes by name; the values are JSON. */
export type Attributes = Record<string, unknown>;

export interface OtlpEvent {
  timeUnixNano: string;
  name: string;
  attributes: Attributes;
}

export interface OtlpLink {
  traceId: string;
  spanId: string;
  attributes: Attributes;
}

/** A span as it was sent, in whichever encoding: nothing is checked yet but the types. Ids are hex. */
export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attributes;
  events: OtlpEvent[];
  links: OtlpLink[];
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  statusMessage: string;
}

export interface OtlpScope {
  name: string;
  version: string;
  /** Only if there are any. */
  attributes?: Attributes;
}

/** A span that could not be decoded says why. */
export type DecodedSpan = OtlpSpan | { unreadable: string };

export interface OtlpSpanGroup {
  resource: Attributes;
  scope: OtlpScope;
  spans: DecodedSpan[];
}

/** Values nested deeper are refused: nobody means them, and they would exhaust the stack. */
export const maxValueDepth = 32;

export function emptySpan(): OtlpSpan {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    name: '',
    kind: 0,
    startTimeUnixNano: '0',
    endTimeUnixNano: '0',
    attributes: {},
    events: [],
    links: [],
    statusCode: 0,
    statusMessage: '',
  };
}

/** A 64-bit integer as JSON: a number where that is exact, else its digits. */
export function toJsonInteger(digits: bigint | string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : String(digits);
}

/** JSON has no NaN and no infinities; OTLP/JSON writes their names. */
export function toJsonDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
