import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { AnswerPart } from '../../translation/answer-parts.ts';
import type { OpenItem } from './open-item.ts';
import type { OutputList } from './output-list.ts';
import { toAnnotation } from './to-annotation.ts';

type MessagePart = Extract<AnswerPart, { kind: 'text' | 'refusal' | 'annotation' }>;

interface OpenPart {
  kind: 'text' | 'refusal';
  text: string;
  logprobs: JsonObject[];
  annotations: JsonObject[];
}

/** Writes a `message`: parts of text and of refusal, one after the other. */
export function openMessage(list: OutputList): OpenItem {
  const content: JsonObject[] = [];
  const output = list.add('msg', { type: 'message', role: 'assistant', status: 'in_progress', content: [] });
  let open: OpenPart | null = null;
  const tell = (type: string, fields: JsonObject) =>
    output.tell({ type: `response.${type}`, content_index: content.length, ...fields });

  const closePart = () => {
    if (open === null) return;
    const part = toContentPart(open);
    if (open.kind === 'text') tell('output_text.done', { text: open.text, logprobs: open.logprobs });
    else tell('refusal.done', { refusal: open.text });
    tell('content_part.done', { part });
    content.push(part);
    open = null;
  };
  const partFor = (kind: OpenPart['kind']): OpenPart => {
    if (open?.kind === kind) return open;
    closePart();
    const begun: OpenPart = { kind, text: '', logprobs: [], annotations: [] };
    open = begun;
    tell('content_part.added', { part: toContentPart(begun) });
    return begun;
  };
  const write = (part: MessagePart) => {
    const target = partFor(part.kind === 'refusal' ? 'refusal' : 'text');
    if (part.kind === 'annotation') {
      const annotation = toAnnotation(part.annotation);
      tell('output_text.annotation.added', { annotation, annotation_index: target.annotations.length });
      target.annotations.push(annotation);
      return;
    }
    target.text += part.text;
    if (part.kind === 'refusal') return tell('refusal.delta', { delta: part.text });
    target.logprobs.push(...part.logprobs);
    tell('output_text.delta', { delta: part.text, logprobs: [...part.logprobs] });
  };

  return {
    takes: (part) => isMessagePart(part),
    write: (part) => isMessagePart(part) && write(part),
    close(status) {
      closePart();
      output.close({ status, content });
    },
  };
}

function isMessagePart(part: AnswerPart): part is MessagePart {
  return part.kind === 'text' || part.kind === 'refusal' || part.kind === 'annotation';
}

function toContentPart({ kind, text, logprobs, annotations }: OpenPart): JsonObject {
  if (kind === 'refusal') return { type: 'refusal', refusal: text };
  return { type: 'output_text', text, annotations: [...annotations], logprobs: [...logprobs] };
}
