import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContextExceededError } from './context-exceeded-error.ts';
import { estimateRequestTokens } from './estimate-request-tokens.ts';
import { type FitContextInput, fitContext } from './fit-context.ts';

type Message = Record<string, unknown>;

const words = (count: number) => 'harbour '.repeat(count).trim();
const user = (count = 50): Message => ({ role: 'user', content: words(count) });
const assistant = (count = 50): Message => ({ role: 'assistant', content: words(count) });
const system: Message = { role: 'system', content: 'Be brief.' };
const fitWith = (messages: Message[], more: Partial<FitContextInput>) =>
  fitContext({
    request: { model: 'm', messages, max_tokens: 100 },
    contextWindow: 500,
    maxOutputTokens: null,
    policy: { policy: 'refuse' },
    ...more,
  });
const long = [system, user(), assistant(), user(), assistant(), user(), assistant(), user(), assistant(), user()];

describe('fitContext', () => {
  test('what fits passes as it is', async () => {
    const request = { model: 'm', messages: [user()] };
    const fitted = await fitContext({
      request,
      contextWindow: 8_000,
      maxOutputTokens: 1_000,
      policy: { policy: 'refuse' },
    });

    expect(fitted.request).toBe(request);
    expect(fitted).toMatchObject({ warnings: [], action: { kind: 'none' } });
    expect(fitted.estimatedTokens).toBe(estimateRequestTokens(request));
  });

  test('a window that is not known is not checked', async () => {
    expect((await fitWith(long, { contextWindow: null })).action).toEqual({ kind: 'none' });
  });

  test('refuses with how many there are and how many fit', async () => {
    const error = await fitWith(long, {}).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ContextExceededError);
    expect(error).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'messages' });
    expect((error as Error).message).toMatch(/about 5\d\d tokens; 400 fit: the context window of 500 less 100/);
  });

  test('keeps room for the answer: what was asked for, at most what the model writes, else a usual length', async () => {
    const request = { model: 'm', messages: [user()] };
    const fits = async (more: Message, maxOutputTokens: number | null) => {
      const input = { contextWindow: 4_200, maxOutputTokens, policy: { policy: 'refuse' } } as const;
      return (await fitContext({ ...input, request: { ...request, ...more } }).catch(() => null)) !== null;
    };

    expect(await fits({ max_completion_tokens: 4_150 }, null)).toBe(false);
    expect(await fits({ max_completion_tokens: 4_150 }, 1_000)).toBe(true);
    expect(await fits({ max_completion_tokens: 5_000 }, null)).toBe(false);
    expect(await fits({}, 32_000)).toBe(true);
    expect(await fits({ messages: [user(100)] }, 32_000)).toBe(false);
  });

  test('an exact count is asked for only in doubt, and decides', async () => {
    const asked: number[] = [];
    const counting = (count: number) => ({
      countExactly: async () => {
        asked.push(count);
        return count;
      },
    });

    expect(await fitWith([user(10)], counting(9_999))).toMatchObject({ action: { kind: 'none' } });
    expect(await fitWith(long, counting(390))).toMatchObject({ action: { kind: 'none' }, estimatedTokens: 390 });
    expect(asked).toEqual([390]);
    const trimmed = await fitWith(long, { ...counting(1_200), policy: { policy: 'drop-oldest' } });
    expect(trimmed.action).toEqual({ kind: 'dropped', messages: 8 });
  });

  test('wishes for a larger model, or refuses if there is none', async () => {
    const policy = { policy: 'larger-model' } as const;
    const fitted = await fitWith(long, { policy, largerModel: (needed) => `holds-${needed}` });
    const needed = estimateRequestTokens({ messages: long }) + 100;

    expect(fitted.action).toEqual({ kind: 'larger-model', model: `holds-${needed}`, neededTokens: needed });
    expect(fitted.request['messages']).toBe(long);
    await expect(fitWith(long, { policy, largerModel: () => null })).rejects.toThrow(ContextExceededError);
    await expect(fitWith(long, { policy })).rejects.toThrow(ContextExceededError);
  });

  test('drops the oldest turns and says how much', async () => {
    const { request, warnings, action } = await fitWith(long, { policy: { policy: 'drop-oldest' } });

    expect(request['messages']).toEqual([system, ...long.slice(5)]);
    expect(action).toEqual({ kind: 'dropped', messages: 4 });
    expect(warnings).toEqual([
      {
        code: 'context_trimmed',
        field: 'messages',
        message: expect.stringMatching(/^4 of 10 messages \(about 2\d\d tokens\) were left out, the oldest first/),
      },
    ]);
  });

  test('keeps head and tail with a note between them', async () => {
    const { request, action } = await fitWith(long, { policy: { policy: 'keep-head-and-tail', headMessages: 2 } });
    const messages = request['messages'] as Message[];

    expect(messages.slice(0, 3)).toEqual(long.slice(0, 3));
    expect(messages[3]).toEqual({ role: 'system', content: expect.stringContaining('[4 messages') });
    expect(messages.slice(4)).toEqual(long.slice(7));
    expect(action).toEqual({ kind: 'dropped', messages: 4 });
  });

  test('a head that fills the window cannot be kept', async () => {
    const policy = { policy: 'keep-head-and-tail', headMessages: 50 } as const;

    await expect(fitWith(long, { policy })).rejects.toThrow(ContextExceededError);
  });

  test('puts a summary in the place of the oldest turns', async () => {
    const given: unknown[] = [];
    const { request, warnings, action, estimatedTokens } = await fitWith(long, {
      policy: { policy: 'summarise', model: 'mock/summary' },
      summarise: async (messages, maxTokens) => {
        given.push(messages, maxTokens);
        return 'They spoke of harbours.';
      },
    });
    const messages = request['messages'] as Message[];

    expect(given).toEqual([long.slice(1, 7), 40]);
    expect(messages[1]).toEqual({
      role: 'system',
      content: expect.stringContaining('6 earlier messages of this conversation:\nThey spoke'),
    });
    expect(messages.slice(2)).toEqual(long.slice(7));
    expect(action).toEqual({ kind: 'summarised', messages: 6 });
    expect(warnings).toHaveLength(1);
    expect(estimatedTokens).toBe(estimateRequestTokens(request));
  });

  test('a summary that is too long is cut, and said to be', async () => {
    const { request, warnings } = await fitWith(long, {
      policy: { policy: 'summarise', model: 'mock/summary' },
      summarise: async () => words(500),
    });

    expect(estimateRequestTokens(request)).toBeLessThanOrEqual(400);
    expect(warnings.map(({ code }) => code)).toEqual(['context_trimmed', 'summary_cut']);
  });

  test('nobody to summarise means refusing', async () => {
    await expect(fitWith(long, { policy: { policy: 'summarise', model: 'mock/summary' } })).rejects.toThrow(
      ContextExceededError,
    );
  });

  test('a last message that alone is too long is refused by every policy', async () => {
    for (const policy of ['drop-oldest', 'summarise'] as const) {
      await expect(
        fitWith([...long, user(900)], {
          policy: policy === 'summarise' ? { policy, model: 'mock/summary' } : { policy },
          summarise: async () => 'x',
        }),
      ).rejects.toThrow(/fit/);
    }
  });
});

/** Conversations as agents lead them: instructions anywhere, turns of questions, calls with all their results, answers. */
const step = fc.record({ results: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: 1, max: 80 }) });
const turn = fc.record({
  size: fc.integer({ min: 1, max: 120 }),
  steps: fc.array(step, { maxLength: 3 }),
  isInstructed: fc.boolean(),
});
const conversations = fc.array(turn, { minLength: 1, maxLength: 8 }).map((turns) => {
  let calls = 0;
  return turns.flatMap(({ size, steps, isInstructed }) => [
    ...(isInstructed ? [{ ...system }] : []),
    user(size),
    ...steps.flatMap((each) => {
      const ids = Array.from({ length: each.results }, () => `call-${calls++}`);
      return [
        {
          role: 'assistant',
          content: null,
          tool_calls: ids.map((id) => ({ id, function: { name: 'f', arguments: '{}' } })),
        },
        ...ids.map((id) => ({ role: 'tool', tool_call_id: id, content: words(each.size) })),
      ];
    }),
    ...(steps.length > 0 ? [] : [assistant(size)]),
  ]);
});
const policies = fc.oneof(
  fc.constant({ policy: 'drop-oldest' } as const),
  fc.constant({ policy: 'summarise', model: 'mock/summary' } as const),
  fc.integer({ min: 1, max: 6 }).map((headMessages) => ({ policy: 'keep-head-and-tail', headMessages }) as const),
);
const idsOf = (messages: Message[]) =>
  new Set(messages.flatMap(({ tool_calls: made }) => ((made ?? []) as { id: string }[]).map(({ id }) => id)));
const answeredIn = (messages: Message[]) =>
  new Set(messages.flatMap(({ tool_call_id: id }) => (id === undefined ? [] : [id])));

test('whatever the conversation, policy and window: it fits or throws, pairs and instructions stay, order stays, drops are counted', async () => {
  await fc.assert(
    fc.asyncProperty(
      conversations,
      policies,
      fc.integer({ min: 150, max: 2_000 }),
      async (messages, policy, contextWindow) => {
        const before: Message[] = messages;
        const fitted = await fitWith(before, { policy, contextWindow, summarise: async () => 'Short.' }).catch(
          (error: unknown) => {
            expect(error).toBeInstanceOf(ContextExceededError);
            return null;
          },
        );
        if (fitted === null) return;
        const after = fitted.request['messages'] as Message[];
        const kept = after.filter((message) => before.includes(message));

        expect(estimateRequestTokens(fitted.request)).toBeLessThanOrEqual(contextWindow - 100);
        expect(answeredIn(after)).toEqual(idsOf(after));
        expect(kept).toEqual(before.filter((message) => after.includes(message)));
        expect(kept.filter(({ role }) => role === 'system')).toEqual(before.filter(({ role }) => role === 'system'));
        expect(after.at(-1)).toBe(before.at(-1));
        const gone = before.length - kept.length;
        expect(
          fitted.warnings.map(({ message }) => message.startsWith(`${gone} of ${before.length} messages`)),
        ).toEqual(gone > 0 ? [true] : []);
      },
    ),
  );
});
