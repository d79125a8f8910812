import type { Random } from './create-random.ts';
import type { DemoSpan } from './demo-span.ts';

type Fields = Pick<DemoSpan, 'name' | 'type'> & Partial<Pick<DemoSpan, 'input' | 'metadata' | 'model'>>;

/** Plays what an agent does: time passes as it is told to, and what runs inside of a span becomes its child. */
export class TraceRecorder {
  readonly spans: DemoSpan[] = [];
  readonly #random: Random;
  #now: number;
  #parent: DemoSpan | null = null;

  constructor(random: Random, start: number) {
    this.#random = random;
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  get random(): Random {
    return this.#random;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Runs a span from now until its body has ended. */
  run(fields: Fields, body: (span: DemoSpan) => void = () => {}): DemoSpan {
    const parent = this.#parent;
    const spanId = this.#random.hex(16);
    const span: DemoSpan = {
      ...fields,
      ...{ spanId, parentSpanId: parent?.spanId ?? null, start: this.#now, end: 0, events: [] },
    };
    this.spans.push(span);
    this.#parent = span;
    this.pass(this.#random.around(1.5, 0.5));
    body(span);
    this.pass(this.#random.around(0.8, 0.5));
    this.#parent = parent;
    span.end = this.#now;
    return span;
  }

  /** Runs bodies side by side; time goes on when the slowest has ended. */
  together(bodies: readonly (() => void)[]): void {
    const start = this.#now;
    let end = start;
    for (const body of bodies) {
      this.#now = start + this.#random.around(2, 0.6);
      body();
      end = Math.max(end, this.#now);
    }
    this.#now = end;
  }

  /** A line of a log, by the innermost span that runs. */
  log(level: 'info' | 'warn' | 'error' | 'debug', message: string): void {
    this.#parent?.events.push({
      at: this.#now,
      name: 'log',
      attributes: { 'log.level': level, 'log.message': message },
    });
  }

  /** Ends the innermost span in an error, with the exception that a program would have noted. */
  fail(errorType: string, message: string, stack: readonly string[] = []): void {
    const span = this.#parent;
    if (span === null) return;
    span.errorType = errorType;
    span.statusMessage = message;
    const trace =
      stack.length === 0 ? {} : { 'exception.stacktrace': [`${errorType}: ${message}`, ...stack].join('\n    at ') };
    span.events.push({
      at: this.#now,
      name: 'exception',
      attributes: { 'exception.type': errorType, 'exception.message': message, ...trace },
    });
  }
}
