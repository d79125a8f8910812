import { createStreamingHandler } from '../../shared/http/streaming-handler.ts';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);
const observer = createRequestObserver('tracing');
const app = createApp({ ...ports, observer });

/** Streams, because exports are larger than a buffered answer may be. */
export const handler = createStreamingHandler({ fetch: (request) => app.fetch(request.toRequest()) }, ports.flush);
