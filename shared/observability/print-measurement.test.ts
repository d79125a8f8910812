import { expect, test } from 'vitest';
import { printMeasurement } from './print-measurement.ts';

test('a measurement is one line that CloudWatch reads as metrics with its dimensions', () => {
  const lines: string[] = [];
  const measurement = { dimensions: { model: 'a/b', mode: 'native' }, values: { StructuredOutputValid: 1 } };
  printMeasurement(measurement, { clock: () => 1_000, write: (line) => lines.push(line) });

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Signalbox',
            Dimensions: [['model', 'mode']],
            Metrics: [{ Name: 'StructuredOutputValid', Unit: 'Count' }],
          },
        ],
      },
      model: 'a/b',
      mode: 'native',
      StructuredOutputValid: 1,
    },
  ]);
  expect(lines[0]?.endsWith('\n')).toBe(true);
});
