import { randomBytes } from 'node:crypto';

interface TraceHeader {
  traceId: string;
  parentId: string;
}

/**
 * Stands in for Powertools' tracer in bundles that ask for it: subsegments of the segment that Lambda makes, sent to the
 * daemon as documents (docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html). X-Ray's package with what it
 * needs is 115 kB, and takes more to load than all else together.
 */
export class Tracer {
  readonly serviceName: string | undefined;

  constructor({ serviceName }: { serviceName?: string } = {}) {
    this.serviceName = serviceName;
  }

  /** Undefined where nothing is traced. */
  getSegment(): { addNewSubsegment(name: string): Subsegment } | undefined {
    const isOn = process.env['POWERTOOLS_TRACE_ENABLED'] !== 'false';
    const header = isOn ? readHeader(process.env['_X_AMZN_TRACE_ID'] ?? '') : null;
    return header === null ? undefined : { addNewSubsegment: (name) => new Subsegment(name, header) };
  }
}

/** Null for a trace that is not sampled. */
function readHeader(text: string): TraceHeader | null {
  const fields = new Map(text.split(';').map((field): [string, string] => splitOnce(field)));
  const [traceId, parentId] = [fields.get('Root'), fields.get('Parent')];
  return fields.get('Sampled') === '1' && traceId && parentId ? { traceId, parentId } : null;
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=');
  return [field.slice(0, at).trim(), field.slice(at + 1).trim()];
}

export class Subsegment {
  readonly #document: Record<string, unknown>;
  readonly #annotations: Record<string, string | number | boolean> = {};

  constructor(name: string, { traceId, parentId }: TraceHeader) {
    this.#document = {
      ...{ type: 'subsegment', name, id: randomBytes(8).toString('hex'), trace_id: traceId, parent_id: parentId },
      start_time: Date.now() / 1000,
    };
  }

  addAnnotation(name: string, value: string | number | boolean): void {
    this.#annotations[name] = value;
  }

  addErrorFlag(): void {
    this.#document['error'] = true;
  }

  close(): void {
    send({ ...this.#document, annotations: this.#annotations, end_time: Date.now() / 1000 });
  }
}

/** A datagram is lost rather than waited for. */
function send(document: Record<string, unknown>): void {
  const [host = '127.0.0.1', port = '2000'] = (process.env['AWS_XRAY_DAEMON_ADDRESS'] ?? '').split(':');
  // Most calls are not sampled: what sends is loaded with the first that is.
  const socket = process.getBuiltinModule('node:dgram').createSocket('udp4').unref();
  const message = `{"format":"json","version":1}\n${JSON.stringify(document)}`;
  socket.on('error', () => socket.close());
  socket.send(message, Number(port), host || '127.0.0.1', () => socket.close());
}
