import { AppError } from '../../../shared/http/app-error.ts';
import type { OtlpSpanGroup } from './otlp-request.ts';

/** Far above what exporters and collectors send at once (512 and 8,192 spans). */
export const maxSpans = 50_000;
/**
 * What a request may consist of: messages, fields and list items. Two bytes can stand for an empty one, and an object of
 * ours takes a hundred times as much: without a bound 64 KB in gzip would fill a gigabyte.
 */
export const maxParts = 2_000_000;

/**
 * Events and links of all spans together: an empty one takes two bytes here and some hundred as it is stored, and twice that while it
 * is made. Far above one for each piece of a stream, and sixty for each of 8,192 spans.
 */
export const maxEvents = 500_000;

/**
 * Of resources and scopes, with each of their spans: a span keeps its own copy, so that 100 KB in gzip, one large resource with
 * many spans, would become gigabytes to store. Far above 8,192 spans of a resource of 10 KB.
 */
const maxCarriedBytes = 128 * 1024 * 1024;

/** Not the sender's mistake in one span, but too much of everything: no span of the request is taken. */
export class TooManyPartsError extends AppError {
  constructor(what: string, bound: number) {
    super(`The request has more than ${bound} ${what}; send fewer spans at a time.`, {
      code: 'too_many_spans',
      status: 413,
    });
  }
}

/** Counts what is decoded, and throws when it is too much. */
export interface DecodingBudget {
  takePart(): void;
  takeSpan(): void;
  /** Events, or links. */
  takeEvents(count: number): void;
}

export function createDecodingBudget(): DecodingBudget {
  let parts = 0;
  let spans = 0;
  let events = 0;
  return {
    takePart() {
      if (++parts > maxParts) throw new TooManyPartsError('fields', maxParts);
    },
    takeSpan() {
      if (++spans > maxSpans) throw new TooManyPartsError('spans', maxSpans);
    },
    takeEvents(count) {
      events += count;
      if (events > maxEvents) throw new TooManyPartsError('events and links', maxEvents);
    },
  };
}

const [openBrace, openBracket, comma] = ['{', '[', ','].map((text) => text.charCodeAt(0));
/** What is smaller cannot hold too much. */
const harmlessBytes = 1024 * 1024;
/** A number in a list takes eight bytes. */
const maxListItems = 8_000_000;

/** Before JSON is parsed: counts its brackets and commas, those in texts included. */
export function assertJsonParts(bytes: Uint8Array): void {
  if (bytes.byteLength <= harmlessBytes) return;
  let brackets = 0;
  let commas = 0;
  for (const byte of bytes) {
    if (byte === openBrace || byte === openBracket) brackets += 1;
    else if (byte === comma) commas += 1;
  }
  if (brackets > maxParts) throw new TooManyPartsError('objects and lists', maxParts);
  if (commas > maxListItems) throw new TooManyPartsError('values', maxListItems);
}

/** After decoding, before each span gets what its resource and scope say. */
export function assertCarried(groups: readonly OtlpSpanGroup[]): void {
  let bytes = 0;
  for (const { resource, scope, spans } of groups) {
    bytes += (JSON.stringify(resource).length + JSON.stringify(scope).length) * spans.length;
    if (bytes > maxCarriedBytes)
      throw new TooManyPartsError('bytes of resources, counted with each of their spans', maxCarriedBytes);
  }
}
