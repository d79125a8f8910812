import { describe, expect, test } from 'vitest';
import { droppableParts, splitConversation } from './split-conversation.ts';

const say = (role: string) => ({ role, content: 'x' });
const calls = (...ids: string[]) => ({ role: 'assistant', tool_calls: ids.map((id) => ({ id })) });
const result = (tool_call_id: string) => ({ role: 'tool', tool_call_id, content: 'x' });
const unitsOf = (messages: Parameters<typeof splitConversation>[0]) =>
  splitConversation(messages).map(({ indexes }) => indexes);
const partsOf = (messages: Parameters<typeof splitConversation>[0]) =>
  droppableParts(splitConversation(messages)).map((part) => part.flatMap(({ indexes }) => indexes));

describe('splitConversation', () => {
  test('keeps a call and its results together, wherever the results stand', () => {
    const messages = [say('user'), calls('a', 'b'), result('b'), say('user'), result('a'), say('assistant')];

    expect(unitsOf(messages)).toEqual([[0], [1, 2, 4], [3], [5]]);
  });

  test('an id that is used again belongs to the later call', () => {
    expect(unitsOf([calls('a'), result('a'), calls('a'), result('a')])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('a result without a call stands alone', () => {
    expect(unitsOf([result('a'), { role: 'tool' }, calls('b')])).toEqual([[0], [1], [2]]);
  });
});

describe('droppableParts', () => {
  test('are the turns before the last, without instructions', () => {
    const messages = [
      say('system'),
      say('user'),
      say('assistant'),
      say('developer'),
      say('user'),
      say('user'),
      say('assistant'),
      say('user'),
    ];

    expect(partsOf(messages)).toEqual([
      [1, 2],
      [4, 5, 6],
    ]);
  });

  test('then the older steps of the last turn, but not its question nor its last step', () => {
    const messages = [say('user'), calls('a'), result('a'), calls('b'), result('b'), calls('c'), result('c')];

    expect(partsOf(messages)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test.each([[[]], [[say('system')]], [[say('user')]], [[say('assistant')]]])('nothing of %j', (messages) => {
    expect(partsOf(messages)).toEqual([]);
  });
});
