import type { Command, Fields } from './command.ts';
import { endpointOf, type LightClientConfig } from './light-config.ts';
import type { WireAnswer } from './send-once.ts';
import { sendSigned } from './send-signed.ts';
import { createServiceError, type ErrorClasses, type ServiceError } from './service-error.ts';

interface JsonService {
  /** First part of its host, and its name in signatures. */
  service: string;
  /** What comes before the operation in `x-amz-target`. */
  target: string;
  version: '1.0' | '1.1';
  errors: ErrorClasses;
}

/** A client of a service that speaks AWS JSON (smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html). */
export abstract class JsonClient {
  readonly config: LightClientConfig;
  protected abstract readonly service: JsonService;

  constructor(config: LightClientConfig) {
    this.config = config;
  }

  async send({ operation, input }: Command): Promise<Fields> {
    const { service, target, version, errors } = this.service;
    const answer = await sendSigned(this.config, {
      method: 'POST',
      url: new URL('/', endpointOf(this.config, service)),
      headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${operation}` },
      body: Buffer.from(JSON.stringify(input, writeBinary)),
      service,
      toError: (refused) => toError(errors, refused),
    });
    return parse(answer.body);
  }
}

/** Binary values travel as base64. A buffer turns itself into something else before a replacer sees it. */
function writeBinary(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value;
}

function parse(body: Buffer): Fields {
  return body.byteLength === 0 ? {} : (JSON.parse(body.toString('utf8')) as Fields);
}

function toError(errors: ErrorClasses, { status, headers, body }: WireAnswer): ServiceError {
  const fields = parseLoosely(body);
  const type = headers['x-amzn-errortype'] ?? fields['__type'] ?? fields['code'];
  const name =
    String(type ?? 'UnknownError')
      .split('#')
      .at(-1)
      ?.split(':')[0] ?? 'UnknownError';
  const message = String(fields['message'] ?? fields['Message'] ?? `The service answered with status ${status}.`);
  return createServiceError(errors, name, message, status, fields);
}

/** What stands between here and the service may answer with anything. */
function parseLoosely(body: Buffer): Fields {
  try {
    return parse(body);
  } catch {
    return {};
  }
}
