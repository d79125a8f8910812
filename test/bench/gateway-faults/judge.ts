import { isObject, parseJson } from '../../../shared/json/json-object.ts';
import type { FaultCase } from './cases.ts';
import type { Heard } from './hear-answer.ts';

export interface Judgement {
  /** Whether a client can tell that the answer failed: by the status, or by an error in the dialect that it speaks. */
  isTold: boolean;
  said: string;
}

/** What a client would make of it. */
export function judge(fault: FaultCase, heard: Heard): Judgement {
  if (heard.ending === 'hung') return { isTold: false, said: 'waits without end' };
  const told = toldError(heard);
  if (heard.status >= 400) {
    return { isTold: true, said: told === null ? `${heard.status}, no error object` : `${heard.status}, \`${told}\`` };
  }
  if (heard.status === 0) return { isTold: false, said: 'the connection breaks without an answer' };
  return fault.isStreamed ? judgeStream(fault, heard, told) : judgeWhole(heard, told);
}

function judgeWhole({ text, ending, status }: Heard, told: string | null): Judgement {
  if (ending === 'broken') return { isTold: false, said: `${status}, and the connection breaks` };
  if (told !== null) return { isTold: false, said: `an error with status ${status}` };
  const json = parseJson(text)?.value;
  if (!isObject(json)) return { isTold: false, said: `${status} with what is no JSON` };
  return { isTold: false, said: Array.isArray(json['choices']) ? `${status} as if it were whole` : `${status}, empty` };
}

function judgeStream({ scenario }: FaultCase, heard: Heard, told: string | null): Judgement {
  // A client that reads a stream finds no event in anything else.
  if (!heard.contentType.includes('event-stream'))
    return { isTold: false, said: `${heard.status} ${heard.contentType}` };
  const dones = eventsIn(heard.text).filter((data) => data === '[DONE]').length;
  if (scenario === 'double-done') return { isTold: dones === 1, said: `${dones} × \`[DONE]\`` };
  if (told !== null && dones === 0) return { isTold: true, said: `error event, \`${told}\`` };
  if (told !== null) return { isTold: false, said: 'an error, and then `[DONE]`' };
  if (heard.ending === 'broken') return { isTold: false, said: 'the connection breaks' };
  if (eventsIn(heard.text).some((data) => data !== '[DONE]' && parseJson(data) === null)) {
    return { isTold: false, said: 'passes the broken JSON on' };
  }
  return { isTold: false, said: dones > 0 ? 'ends with `[DONE]` as if it were whole' : 'just ends' };
}

/** Code or type of the error that was sent; null if there was none. */
function toldError({ text, contentType }: Heard): string | null {
  const texts = contentType.includes('event-stream') ? eventsIn(text) : [text];
  for (const each of texts) {
    const json = parseJson(each)?.value;
    const error = isObject(json) ? json['error'] : undefined;
    if (isObject(error)) return String(error['code'] ?? error['type'] ?? 'error');
  }
  return null;
}

function eventsIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim());
}
