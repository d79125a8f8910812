/**
 * Every log event there is. Metrics, alarms and dashboards import these names, so that renaming one is a compile error
 * where it matters.
 */
export const logEvents = [
  'request.failed',
  'gateway.call.recorded',
  'gateway.call.failed',
  'gateway.call.unrecorded',
  'gateway.call.unsettled',
  'gateway.cache.failed',
  'gateway.health.unread',
  'gateway.turn.unkept',
  'ingestion.enqueue.retried',
  'ingestion.enqueue.spooled',
  'ingestion.enqueue.lost',
  'ingestion.record.stored',
  'ingestion.record.duplicate',
  'ingestion.message.failed',
  'ingestion.spool.recovered',
  'ingestion.raw.failed',
  'ingestion.raw.unreadable',
  'replay.step.done',
  'replay.failed',
  'rollup.applied',
  'rollup.duplicate',
  'rollup.failed',
  'realtime.connected',
  'realtime.disconnected',
  'realtime.delivery.failed',
  'realtime.publish.failed',
  'identity.key.rejected',
  'identity.key.touched',
  'provider.test.failed',
] as const;
export type LogEvent = (typeof logEvents)[number];
