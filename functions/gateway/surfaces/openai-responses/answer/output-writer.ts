import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import { ProviderError } from '../../../../../shared/providers/provider-error.ts';
import type { AnswerPart } from '../../translation/answer-parts.ts';
import { openCall } from './open-call.ts';
import type { ItemStatus, OpenItem } from './open-item.ts';
import { openMessage } from './open-message.ts';
import { openPicture } from './open-picture.ts';
import { openReasoning } from './open-reasoning.ts';
import { createOutputList, type Emit } from './output-list.ts';

/** Turns the pieces of an answer into output items, told as the events of a stream. */
export interface OutputWriter {
  write(part: AnswerPart): void;
  /** Closes what is open; the last item has the status of the answer. */
  end(status: ItemStatus): void;
  /** As far as they have come. */
  readonly items: readonly JsonObject[];
}

export function createOutputWriter(emit: Emit, answerId: string): OutputWriter {
  const list = createOutputList(emit, answerId);
  const calls = new Set<number>();
  /** Reasoning or a message alone, or any number of calls. */
  let open: OpenItem[] = [];
  let areCalls = false;

  const closeAll = (status: ItemStatus) => {
    for (const [at, item] of open.entries()) item.close(at === open.length - 1 ? status : 'completed');
    open = [];
  };
  const begin = (part: AnswerPart): OpenItem => {
    if (!(areCalls && part.kind === 'tool')) closeAll('completed');
    areCalls = part.kind === 'tool';
    const item = openFor(part);
    open.push(item);
    return item;
  };
  const openFor = (part: AnswerPart): OpenItem => {
    switch (part.kind) {
      case 'reasoning':
      case 'signature':
      case 'encrypted':
        return openReasoning(list);
      case 'tool':
        refuseClosed(calls, part.index);
        return openCall(list, answerId, part.index);
      case 'picture':
        return openPicture(list);
      default:
        return openMessage(list);
    }
  };
  return {
    items: list.items,
    write(part) {
      const item = open.find((each) => each.takes(part)) ?? begin(part);
      item.write(part);
    },
    end: closeAll,
  };
}

function refuseClosed(calls: Set<number>, index: number): void {
  if (calls.has(index)) {
    throw new ProviderError('provider_invalid_response', 'The provider went on with a tool call that was complete.');
  }
  calls.add(index);
}
