import { createFlushingHandler } from '../../shared/http/flushing-handler.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);

export const handler = createFlushingHandler(createApp(ports), ports);
