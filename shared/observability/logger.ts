import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { LogEvent } from './log-events.ts';

export type LogFields = Record<string, unknown>;

/** Structured logging by event name. Fields never hold prompts, completions or keys. */
export interface Logger {
  debug(event: LogEvent, fields?: LogFields): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** JSON lines in the shape of Powertools; `LOG_LEVEL` sets the threshold. */
export function createLogger(service: string): Logger {
  const logger = new PowertoolsLogger({ serviceName: service });
  return {
    debug: (event, fields = {}) => logger.debug(event, fields),
    info: (event, fields = {}) => logger.info(event, fields),
    warn: (event, fields = {}) => logger.warn(event, fields),
    error: (event, fields = {}) => logger.error(event, fields),
  };
}

/** For tests and tools that want no output. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
