import { createFlushingHandler } from '../../shared/http/flushing-handler.ts';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);
const observer = createRequestObserver('governance');

export const handler = createFlushingHandler(createApp({ ...ports, observer }), ports.flush);
