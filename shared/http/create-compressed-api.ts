import { compressAnswer } from './compress-answer.ts';
import { type Api, type ApiPorts, createApi } from './create-api.ts';

/**
 * An API whose large answers are compressed where the client takes that. In a file of its own, so that the gateway, which
 * streams what others have written, loads none of it.
 */
export function createCompressedApi(ports: ApiPorts): Api {
  return createApi(ports, compressAnswer);
}
