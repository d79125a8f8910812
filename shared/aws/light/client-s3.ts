import { createHash } from 'node:crypto';
import { Command, type Fields } from './command.ts';
import { endpointOf, type LightClientConfig } from './light-config.ts';
import { listQuery, readListing } from './object-listing.ts';
import { metadataHeaders, readMetadata } from './object-metadata.ts';
import type { WireAnswer, WireRequest } from './send-once.ts';
import { sendSigned } from './send-signed.ts';
import { createServiceError, ServiceError } from './service-error.ts';
import { textOf } from './xml-text.ts';

export class NoSuchKey extends ServiceError {}

const keyed = ['Bucket', 'Key'];

abstract class ObjectCommand extends Command {
  abstract readonly method: WireRequest['method'];
  /** What of the SDK's input is understood; anything else is refused rather than left out in silence. */
  readonly fields: readonly string[] = keyed;
  query(): string {
    return '';
  }
  toOutput(_answer: WireAnswer): Fields {
    return {};
  }
}

export class PutObjectCommand extends ObjectCommand {
  readonly operation = 'PutObject';
  readonly method = 'PUT';
  override readonly fields = [...keyed, 'Body', 'Metadata', 'Tagging'];
}

export class GetObjectCommand extends ObjectCommand {
  readonly operation = 'GetObject';
  readonly method = 'GET';

  override toOutput({ body, headers }: WireAnswer): Fields {
    const Body = {
      transformToByteArray: async () => new Uint8Array(body),
      transformToString: async () => body.toString('utf8'),
    };
    return { Body, Metadata: readMetadata(headers) };
  }
}

export class DeleteObjectCommand extends ObjectCommand {
  readonly operation = 'DeleteObject';
  readonly method = 'DELETE';
}

export class ListObjectsV2Command extends ObjectCommand {
  readonly operation = 'ListObjectsV2';
  readonly method = 'GET';
  override readonly fields = ['Bucket', 'Prefix', 'StartAfter', 'MaxKeys', 'ContinuationToken'];

  override query(): string {
    return listQuery(this.input);
  }

  override toOutput({ body }: WireAnswer): Fields {
    return readListing(body.toString('utf8'));
  }
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

  async send(command: ObjectCommand): Promise<Fields> {
    const { method, input } = command;
    refuseUnknown(command);
    const body = bytesOf(input['Body']);
    const hash = createHash('sha256').update(body).digest('hex');
    const answer = await sendSigned(this.config, {
      ...{ method, body, service: 's3', toError },
      url: new URL(`${pathOf(input)}${command.query()}`, endpointOf(this.config, 's3')),
      headers: { 'x-amz-content-sha256': hash, ...metadataHeaders(input) },
    });
    return command.toOutput(answer);
  }
}

function refuseUnknown({ operation, input, fields }: ObjectCommand): void {
  const unknown = Object.keys(input).find((field) => input[field] !== undefined && !fields.includes(field));
  if (unknown !== undefined) throw new TypeError(`The light client does not know ${unknown} of ${operation}.`);
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
