/**
 * USD in us-east-1, without the free tier. Only what the way of telemetry uses. The pages named are AWS's; on the day named the figures were
 * compared with what others quote of them, but for storage, which is as of the last time that somebody looked.
 */
export const awsPrices = {
  checkedAt: '2026-11-26',
  region: 'us-east-1',
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/: 0.625 and 0.125 USD a million since November 2024. */
  writeRequestUnit: 0.625e-6,
  readRequestUnit: 0.125e-6,
  tableGigabyteMonth: 0.25,
  /** https://aws.amazon.com/s3/pricing/: S3 Standard. */
  s3Put: 0.005 / 1000,
  s3Get: 0.0004 / 1000,
  s3GigabyteMonth: 0.023,
  /** https://aws.amazon.com/sqs/pricing/: standard queues, every 64 KB of a message one request. */
  sqsRequest: 0.4e-6,
  /** https://aws.amazon.com/lambda/pricing/: Arm. Polling queues and streams costs nothing beside SQS requests. */
  lambdaRequest: 0.2e-6,
  lambdaGigabyteSecond: 0.0000133334,
  /** https://aws.amazon.com/api-gateway/pricing/: REST API. */
  apiRequest: 3.5e-6,
} as const;
