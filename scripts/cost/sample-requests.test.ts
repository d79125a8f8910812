import { expect, test } from 'vitest';
import { decodeProtobuf } from '../../functions/tracing/otlp/decode-protobuf.ts';
import { bucketIndex } from '../../shared/statistics/ddsketch.ts';
import { readCostOptions } from './cost-options.ts';
import { sampleRequests } from './sample-requests.ts';

test('calls of the sample take as different a time as calls do: rollups are charged by how many buckets their sketches have', () => {
  const spans = sampleRequests(readCostOptions([])).flatMap((body) =>
    decodeProtobuf(body).flatMap((group) => group.spans),
  );
  const calls = spans.filter((span) => 'name' in span).filter(({ name }) => name === 'chat');
  const durations = calls
    .map(({ startTimeUnixNano: from, endTimeUnixNano: to }) => Number(BigInt(to) - BigInt(from)) / 1e6)
    .sort((a, b) => a - b);
  const at = (part: number) => durations[Math.floor(durations.length * part)] ?? 0;

  expect(new Set(durations.map(bucketIndex)).size).toBeGreaterThan(60);
  expect([at(0.16), at(0.5), at(0.84)].map((each) => Math.round(each / 500) / 2)).toEqual([1, 2, 4]);
});
