import type { AnswerContext } from '../surface.ts';

export function makeContext(overrides: Partial<AnswerContext> = {}): AnswerContext {
  return {
    requestId: 'request-1',
    answerId: '0190a0000000700080000000000000aa',
    requestedModel: 'sandbox/echo',
    request: {},
    createdAt: Date.parse('2026-11-26T10:00:00.250Z'),
    conversationId: null,
    isStored: false,
    ...overrides,
  };
}
