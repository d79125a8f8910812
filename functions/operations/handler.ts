import { handle } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

export const handler = handle(createApp(createPorts(process.env)));
