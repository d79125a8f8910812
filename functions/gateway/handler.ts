import { createStreamingHandler } from '../../shared/http/streaming-handler.ts';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { type Measurement, printMeasurement } from '../../shared/observability/print-measurement.ts';
import { createLazyApp } from './lazy-app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);
const measure = (measurement: Measurement) =>
  printMeasurement(measurement, { clock: ports.clock, write: (line) => process.stdout.write(line) });

/** The trace leaves when the stream has ended and before the invocation does: Lambda may freeze the process after it. */
export const handler = createStreamingHandler(
  createLazyApp({ ...ports, observer: createRequestObserver('gateway'), measure }),
  ports.flush,
);
