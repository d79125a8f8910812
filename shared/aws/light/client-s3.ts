import { createHash } from 'node:crypto';
import { Command, type Fields } from './command.ts';
import { endpointOf, type LightClientConfig } from './light-config.ts';
import type { WireAnswer, WireRequest } from './send-once.ts';
import { sendSigned } from './send-signed.ts';
import { createServiceError, ServiceError } from './service-error.ts';

export class NoSuchKey extends ServiceError {}

abstract class ObjectCommand extends Command {
  abstract readonly method: WireRequest['method'];
}

export class PutObjectCommand extends ObjectCommand {
  readonly operation = 'PutObject';
  readonly method = 'PUT';
}
export class GetObjectCommand extends ObjectCommand {
  readonly operation = 'GetObject';
  readonly method = 'GET';
}
export class DeleteObjectCommand extends ObjectCommand {
  readonly operation = 'DeleteObject';
  readonly method = 'DELETE';
}

export class CreateBucketCommand extends ObjectCommand {
  readonly operation = 'CreateBucket';
  readonly method = 'PUT';
}

/** Stands in for the SDK's client in bundles that ask for it: objects, each in one piece, with the bucket in the path. */
export class S3Client {
  readonly config: LightClientConfig;

  constructor(config: LightClientConfig) {
    this.config = config;
  }

  async send({ method, input }: ObjectCommand): Promise<Fields> {
    const body = bytesOf(input['Body']);
    const hash = createHash('sha256').update(body).digest('hex');
    const answer = await sendSigned(this.config, {
      ...{ method, body, service: 's3', toError },
      url: new URL(pathOf(input), endpointOf(this.config, 's3')),
      headers: { 'x-amz-content-sha256': hash },
    });
    return method === 'GET' ? { Body: { transformToByteArray: async () => new Uint8Array(answer.body) } } : {};
  }
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new TypeError('The body of an object is a text or bytes.');
}

function pathOf({ Bucket, Key }: Fields): string {
  const parts = Key === undefined ? [] : String(Key).split('/');
  return `/${[String(Bucket), ...parts].map(encode).join('/')}`;
}

function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function toError({ status, body }: WireAnswer): ServiceError {
  const text = body.toString('utf8');
  const code = textOf(text, 'Code') ?? (status === 404 ? 'NotFound' : 'UnknownError');
  const message = textOf(text, 'Message') ?? `The service answered with status ${status}.`;
  return createServiceError({ NoSuchKey }, code, message, status);
}

function textOf(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}
