import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import type { AnswerPart } from '../../translation/answer-parts.ts';
import { packReasoning } from '../request/packed-reasoning.ts';
import type { OpenItem } from './open-item.ts';
import type { OutputList } from './output-list.ts';

type ReasoningPart = Extract<AnswerPart, { kind: 'reasoning' | 'signature' | 'encrypted' }>;

/**
 * Writes a `reasoning` item. What a model thought, in its own words or in summary, is shown as summary, which is what
 * clients of this API show; what the provider needs back goes into `encrypted_content`.
 */
export function openReasoning(list: OutputList): OpenItem {
  const output = list.add('rs', { type: 'reasoning', summary: [] });
  const summary: JsonObject[] = [];
  const details = new Map<number, JsonObject>();
  let open: { index: number; text: string } | null = null;
  const tell = (type: string, fields: JsonObject) =>
    output.tell({ type: `response.${type}`, summary_index: summary.length, ...fields });

  const closePart = () => {
    if (open === null) return;
    const part = { type: 'summary_text', text: open.text };
    tell('reasoning_summary_text.done', { text: open.text });
    tell('reasoning_summary_part.done', { part });
    summary.push(part);
    open = null;
  };
  const show = (index: number, text: string) => {
    if (open?.index !== index) {
      closePart();
      open = { index, text: '' };
      tell('reasoning_summary_part.added', { part: { type: 'summary_text', text: '' } });
    }
    if (open) open.text += text;
    tell('reasoning_summary_text.delta', { delta: text });
  };

  return {
    takes: (part) => isReasoningPart(part),
    write(part) {
      if (!isReasoningPart(part)) return;
      keep(details, part);
      if (part.kind === 'reasoning') show(part.index, part.text);
    },
    close() {
      closePart();
      const kept = [...details.values()];
      const isNeeded = kept.some((detail) => 'signature' in detail || 'data' in detail);
      output.close({ summary, ...(isNeeded ? { encrypted_content: packReasoning(kept) } : {}) });
    },
  };
}

function isReasoningPart(part: AnswerPart): part is ReasoningPart {
  return part.kind === 'reasoning' || part.kind === 'signature' || part.kind === 'encrypted';
}

/** Adds a piece up to the detail that the provider will get back. */
function keep(details: Map<number, JsonObject>, part: ReasoningPart): void {
  const detail = details.get(part.index) ?? newDetail(part);
  details.set(part.index, detail);
  const [name, text] = memberOf(part);
  detail[name] = `${detail[name] ?? ''}${text}`;
}

function newDetail(part: ReasoningPart): JsonObject {
  const named = part.kind === 'signature' || part.id === null ? {} : { id: part.id };
  if (part.kind === 'encrypted') return { type: 'reasoning.encrypted', ...named };
  return { type: part.kind === 'reasoning' && part.isSummary ? 'reasoning.summary' : 'reasoning.text', ...named };
}

function memberOf(part: ReasoningPart): [string, string] {
  switch (part.kind) {
    case 'reasoning':
      return [part.isSummary ? 'summary' : 'text', part.text];
    case 'signature':
      return ['signature', part.signature];
    case 'encrypted':
      return ['data', part.data];
  }
}
