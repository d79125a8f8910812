import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { afterBody } from './after-body.ts';
import { httpMetrics, metricsNamespace } from './metric-names.ts';
import type { ObservedRequest, RequestObserver } from './request-observer.ts';

interface ObserverPorts {
  metrics: Metrics;
  tracer: Tracer;
  clock: Clock;
}

/**
 * Measures the requests of a Lambda function with Powertools: one EMF line and one X-Ray subsegment each. A Lambda serves
 * one request at a time, so the measures of two never mix. The route is metadata and no dimension: every combination of
 * dimensions is a metric that is paid for.
 */
export function createRequestObserver(
  serviceName: string,
  ports: ObserverPorts = {
    metrics: new Metrics({ namespace: metricsNamespace, serviceName }),
    tracer: new Tracer({ serviceName }),
    clock: systemClock,
  },
): RequestObserver {
  return {
    async observe(request, respond) {
      const startedAt = ports.clock();
      const endSegment = startSegment(ports.tracer, request);
      const response = await respond();
      return afterBody(response, () => {
        endSegment(response.status);
        publish(ports, request, response.status, ports.clock() - startedAt);
      });
    },
  };
}

function startSegment(tracer: Tracer, { route, requestId }: ObservedRequest): (status: number) => void {
  const segment = tracer.getSegment()?.addNewSubsegment(`## ${route}`);
  segment?.addAnnotation('requestId', requestId);
  return (status) => {
    segment?.addAnnotation('status', status);
    if (status >= 500) segment?.addErrorFlag();
    segment?.close();
  };
}

function publish({ metrics }: ObserverPorts, request: ObservedRequest, status: number, milliseconds: number): void {
  metrics.addMetadata('route', request.route);
  metrics.addMetadata('requestId', request.requestId);
  metrics.addMetadata('status', String(status));
  metrics.addMetric(httpMetrics.latency, MetricUnit.Milliseconds, milliseconds);
  metrics.addMetric(httpMetrics.serverErrors, MetricUnit.Count, status >= 500 ? 1 : 0);
  metrics.publishStoredMetrics();
}
