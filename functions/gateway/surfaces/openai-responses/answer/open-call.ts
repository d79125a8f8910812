import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { AnswerPart } from '../../translation/answer-parts.ts';
import type { OpenItem } from './open-item.ts';
import type { OutputItem, OutputList } from './output-list.ts';

/** Writes a `function_call`, which begins when its name is known. */
export function openCall(list: OutputList, answerId: string, index: number): OpenItem {
  let id: string | null = null;
  let name: string | null = null;
  let text = '';
  let pending = '';
  let output: OutputItem | null = null;
  const begin = (): OutputItem => {
    output ??= list.add('fc', {
      type: 'function_call',
      call_id: id ?? `call_${answerId}${index}`,
      name: name ?? '',
      arguments: '',
      status: 'in_progress',
    });
    return output;
  };
  const writeRest = (to: OutputItem) => {
    if (pending === '') return;
    to.tell({ type: 'response.function_call_arguments.delta', delta: pending });
    pending = '';
  };
  return {
    takes: (part) => part.kind === 'tool' && part.index === index,
    write(part: AnswerPart) {
      if (part.kind !== 'tool') return;
      id ??= part.id;
      name ??= part.name;
      text += part.text;
      pending += part.text;
      if (name !== null) writeRest(begin());
    },
    close(status) {
      const to = begin();
      writeRest(to);
      const done: JsonObject = { name: name ?? '', arguments: text };
      to.tell({ type: 'response.function_call_arguments.done', ...done });
      to.close({ ...done, status });
    },
  };
}
