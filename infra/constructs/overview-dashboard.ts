import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  PeriodOverride,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { functionDefinitions } from '../function-definitions.ts';
import { physicalName } from './deployment.ts';

const period = Duration.minutes(1);

/** What has dead letters: queues of work, and consumers of the table's stream. */
const workQueues = ['ingestion', 'replays', 'deletions', 'live'];
const streams = ['rollups', 'live-updates'];

interface SeriesOptions {
  namespace: string;
  metricName: string;
  statistic: string;
  dimension: string;
}

/** One page for whoever is on call. It knows physical names only, so that no stack has to wait for another. */
export class OverviewDashboard extends Dashboard {
  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      dashboardName: physicalName(config),
      periodOverride: PeriodOverride.AUTO,
      defaultInterval: Duration.hours(3),
      widgets: [apiRow(config), functionRow(config), queueRow(config)],
    });
  }
}

function apiRow(config: StageConfig): IWidget[] {
  const api = (metricName: string, statistic: string) =>
    series({ namespace: 'AWS/ApiGateway', metricName, statistic, dimension: 'ApiName' }, [physicalName(config, 'api')]);
  return [
    graph('Requests', api('Count', Stats.SUM)),
    graph('Errors', [...api('4XXError', Stats.SUM), ...api('5XXError', Stats.SUM)]),
    graph('Latency, p50 and p99 (ms)', [...api('Latency', Stats.p(50)), ...api('Latency', Stats.p(99))]),
  ];
}

function functionRow(config: StageConfig): IWidget[] {
  const names = Object.values(functionDefinitions).map(({ name }) => physicalName(config, name));
  const functions = (metricName: string, statistic: string) =>
    series({ namespace: 'AWS/Lambda', metricName, statistic, dimension: 'FunctionName' }, names);
  return [
    graph('Function errors', functions('Errors', Stats.SUM)),
    graph('Function duration, p95 (ms)', functions('Duration', Stats.p(95))),
    graph('Stream lag (ms)', functions('IteratorAge', Stats.MAXIMUM)),
  ];
}

function queueRow(config: StageConfig): IWidget[] {
  const live = workQueues.map((name) => physicalName(config, name));
  const dead = [...workQueues, ...streams].map((name) => physicalName(config, name, 'dead-letters'));
  const queues = (metricName: string, names: readonly string[]) =>
    series({ namespace: 'AWS/SQS', metricName, statistic: Stats.MAXIMUM, dimension: 'QueueName' }, names);
  return [
    graph('Waiting messages', queues('ApproximateNumberOfMessagesVisible', live)),
    graph('Oldest message (s)', queues('ApproximateAgeOfOldestMessage', live)),
    graph('Dead letters', queues('ApproximateNumberOfMessagesVisible', dead)),
  ];
}

function series({ dimension, ...options }: SeriesOptions, names: readonly string[]): IMetric[] {
  return names.map((name) => new Metric({ ...options, period, dimensionsMap: { [dimension]: name } }));
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}
