import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  CONNECTIONS_TABLE: z.string().min(1),
  /** What browsers connect to. */
  WEBSOCKET_URL: z.url({ protocol: /^wss?$/ }),
});

const managementEnvironmentSchema = z.object({
  STAGE: z.string().min(1),
  /** Who belongs to a project, and which keys are good. */
  CORE_TABLE: z.string().min(1),
  CONNECTIONS_TABLE: z.string().min(1),
  /** Where API Gateway takes messages for connections. */
  WEBSOCKET_MANAGEMENT_URL: z.url({ protocol: /^https?$/ }),
});

export const socketEnvironmentSchema = managementEnvironmentSchema;
export const publisherEnvironmentSchema = managementEnvironmentSchema;
