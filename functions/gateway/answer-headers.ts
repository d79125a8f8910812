import type { CallWarning } from '../../shared/contract/call-decision.ts';
import type { Run } from './begin-run.ts';

/** On every answer that has a trace. */
const traceHeader = 'x-signalbox-trace-id';
const warningsHeader = 'x-signalbox-warnings';

/** Proxies refuse heads of more than 8 KB. */
const maxWarningCharacters = 2_000;

/** What the head of an answer says of how it came about. Warnings that come later are in the trace. */
export function answerHeaders(
  run: Pick<Run, 'traceId' | 'answer' | 'decision' | 'reservation'>,
): Record<string, string> {
  const { answer, decision, reservation } = run;
  return {
    [traceHeader]: run.traceId,
    ...(answer === null ? {} : { 'x-signalbox-model': asHeader(answer.target.model.id) }),
    ...(decision.cache === null ? {} : { 'x-signalbox-cache': decision.cache }),
    ...(decision.warnings.length === 0 ? {} : { [warningsHeader]: warningsText(decision.warnings) }),
    ...reservation?.headers,
  };
}

function warningsText(warnings: readonly CallWarning[]): string {
  const text = warnings.map(({ code, field, message }) => `${code} ${field}: ${message}`).join(' | ');
  return asHeader(text).slice(0, maxWarningCharacters);
}

/** What typesetting puts in place of what a keyboard has. */
const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** Headers hold visible ASCII. */
function asHeader(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => plain[character] ?? '?');
}
