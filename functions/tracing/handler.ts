import { createStreamingHandler } from '../../shared/http/streaming-handler.ts';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);
const observer = createRequestObserver('tracing');

/** Streams, because exports are larger than a buffered answer may be. */
export const handler = createStreamingHandler(createApp({ ...ports, observer }), ports.flush);
