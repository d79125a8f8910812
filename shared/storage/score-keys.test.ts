import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deletedScoreKey,
  type ScoreTarget,
  scoreHeadKey,
  scoreKey,
  scorePartition,
  scoreRawKey,
  scoreRawPrefix,
} from './score-keys.ts';
import { rawLockKey, sessionWorkKey, traceIdOfWork, traceWorkKey } from './trace-deletion-keys.ts';
import { idsKey, metaKey, packKey, rawKeyKey, sessionPartition, userPartition } from './trace-keys.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((value) => value.isWellFormed());
const target: fc.Arbitrary<ScoreTarget> = fc.oneof(
  text.map((traceId): ScoreTarget => ({ kind: 'trace', traceId })),
  text.map((sessionId): ScoreTarget => ({ kind: 'session', sessionId })),
);
const nameOf = (key: { pk: string; sk: string }) => JSON.stringify(key);

test('no two scores share a key, whatever projects, traces, sessions and ids are called', () => {
  const score = fc.tuple(text, target, text);
  fc.assert(
    fc.property(score, score, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(nameOf(scoreKey(...a))).not.toBe(nameOf(scoreKey(...b)));
    }),
  );
});

test('a score is no other item of its partition, and no session’s scores lie in that of an index', () => {
  fc.assert(
    fc.property(text, text, text, (project, trace, id) => {
      const ofTrace: ScoreTarget = { kind: 'trace', traceId: trace };
      const keys = [
        ...[
          metaKey(project, trace),
          packKey(project, trace, id),
          idsKey(project, trace, 1),
          rawKeyKey(project, trace, id),
        ],
        ...[scoreKey, deletedScoreKey].map((key) => key(project, ofTrace, id)),
        ...[id, `${id} `].map((scoreId) => scoreRawKey(project, ofTrace, { scoreId, rawKey: id })),
        scoreRawKey(project, ofTrace, { scoreId: id, rawKey: `${id} ` }),
        scoreHeadKey(project, { kind: 'session', sessionId: trace }),
        scoreKey(project, { kind: 'session', sessionId: trace }, id),
        ...[traceWorkKey(project, id, trace), sessionWorkKey(project, id, trace), rawLockKey(trace)],
      ];
      expect(new Set(keys.map(nameOf)).size).toBe(keys.length);
      const partition = scorePartition(project, { kind: 'session', sessionId: trace });
      expect([sessionPartition(project, trace), userPartition(project, trace)]).not.toContain(partition);
    }),
  );
});

test('what is noted of a score is found by its id alone', () => {
  fc.assert(
    fc.property(text, target, text, text, (project, of, id, other) => {
      fc.pre(id !== other);
      const { sk } = scoreRawKey(project, of, { scoreId: id, rawKey: 'raw/object' });
      expect(sk.startsWith(scoreRawPrefix(id))).toBe(true);
      expect(sk.startsWith(scoreRawPrefix(other))).toBe(false);
    }),
  );
});

test('work that is left names its trace', () => {
  fc.assert(
    fc.property(text, text, text, (project, deletion, trace) => {
      expect(traceIdOfWork(traceWorkKey(project, deletion, trace))).toBe(trace);
    }),
  );
});
