import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

interface GatewayFault {
  id: string;
  type: ResponseType;
  /** Absent: what API Gateway chose. */
  statusCode?: string;
  problem: string;
  /** Exporters of OpenTelemetry wait for so long before they send again. */
  retryAfterSeconds?: number;
}

const problem = (code: string, title: string, detail: string, status: string, isRetryable: boolean): string =>
  JSON.stringify({
    type: `https://signalbox.dev/problems/${code}`,
    title,
    status: Number(status),
    detail,
    code,
    requestId: '$context.requestId',
    retryable: isRetryable,
  });

/** Lambda takes 6 MB, in which a body stands in base64; API Gateway itself takes 10 MB. */
const tooLarge = 'The body is larger than about 4.5 MB as it was sent. Send less at a time, or telemetry with gzip.';

/** What API Gateway answers by itself, in the format of every other error, and readable for a browser. */
const faults: readonly GatewayFault[] = [
  {
    id: 'RouteNotFound',
    // API Gateway calls a path that it does not know a missing token.
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    statusCode: '404',
    problem: problem('route_not_found', 'Not found', 'This path does not exist.', '404', false),
  },
  {
    id: 'Throttled',
    type: ResponseType.THROTTLED,
    statusCode: '429',
    problem: problem('too_many_requests', 'Too many requests', 'Try again in a second.', '429', true),
    retryAfterSeconds: 1,
  },
  {
    id: 'TooLarge',
    type: ResponseType.REQUEST_TOO_LARGE,
    statusCode: '413',
    problem: problem('payload_too_large', 'Too large', tooLarge, '413', false),
  },
  {
    id: 'TimedOut',
    type: ResponseType.INTEGRATION_TIMEOUT,
    statusCode: '504',
    problem: problem('timeout', 'Timed out', 'The function did not answer in time.', '504', true),
  },
  {
    id: 'ServerError',
    type: ResponseType.DEFAULT_5XX,
    statusCode: '503',
    problem: problem('unavailable', 'Unavailable', 'The function could not be reached. Try again.', '503', true),
    retryAfterSeconds: 5,
  },
];

export function addGatewayResponses(api: RestApi): void {
  for (const { id, type, statusCode, problem, retryAfterSeconds } of faults) {
    api.addGatewayResponse(id, {
      type,
      ...(statusCode === undefined ? {} : { statusCode }),
      responseHeaders: {
        'Access-Control-Allow-Origin': "'*'",
        'x-request-id': 'context.requestId',
        ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': `'${retryAfterSeconds}'` }),
      },
      templates: { 'application/json': problem },
    });
  }
}
