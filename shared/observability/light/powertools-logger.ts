type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
const levels: readonly string[] = ['DEBUG', 'INFO', 'WARN', 'ERROR'] satisfies Level[];
type LogFields = Readonly<Record<string, unknown>>;

/**
 * Stands in for Powertools' logger in bundles that ask for it: the same lines, of which the gateway logs few, for 1 kB
 * instead of 23. It writes past the console, which Lambda would wrap once more.
 */
export class Logger {
  readonly #service: string;
  readonly #threshold: number;

  constructor({ serviceName }: { serviceName: string }) {
    this.#service = serviceName;
    this.#threshold = thresholdOf(process.env['LOG_LEVEL'] ?? 'INFO');
  }

  debug(message: string, fields: LogFields): void {
    this.#write('DEBUG', message, fields);
  }

  info(message: string, fields: LogFields): void {
    this.#write('INFO', message, fields);
  }

  warn(message: string, fields: LogFields): void {
    this.#write('WARN', message, fields);
  }

  error(message: string, fields: LogFields): void {
    this.#write('ERROR', message, fields);
  }

  #write(level: Level, message: string, fields: LogFields): void {
    if (levels.indexOf(level) < this.#threshold) return;
    const traceId = /Root=([^;]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
    const common = { level, message, timestamp: new Date().toISOString(), service: this.#service };
    const line = { ...common, ...(traceId === undefined ? {} : { xray_trace_id: traceId }), ...fields };
    process.stdout.write(`${JSON.stringify(line, writeErrors)}\n`);
  }
}

function thresholdOf(name: string): number {
  const found = levels.indexOf(name.toUpperCase());
  return found === -1 ? levels.indexOf('INFO') : found;
}

/** An error has no enumerable fields of its own that say what it is. */
function writeErrors(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { ...value, name, message, stack, ...(cause === undefined ? {} : { cause }) };
}
