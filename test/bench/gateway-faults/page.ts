import type { FaultCase } from './cases.ts';
import type { Judgement } from './judge.ts';

export interface Row {
  fault: FaultCase;
  judgements: readonly Judgement[];
}

/** The page of the docs that shows how gateways behave when a provider fails. */
export function page(names: readonly string[], rows: readonly Row[]): string {
  const counts = names.map(
    (name, index) => `${name} tells ${rows.filter(({ judgements }) => judgements[index]?.isTold).length}`,
  );
  return `# When a provider fails: compared

What a client sees of each fault through Signalbox and through \`@portkey-ai/gateway\` 1.15.2, both in their plain configuration, in one run against the
same [fake provider](../../test/fixtures/fake-provider/faults.ts). \`npm run bench -- gateway-faults --write\` makes this page.

A fault is **told** when the client can tell it by the HTTP status, or by an error event after which no \`[DONE]\` comes. Both gateways
have 1.5 s before they give up on a provider; the client waits for six.
Of ${rows.length} faults ${counts.join(', ')}.

${section(
  'In one piece',
  names,
  rows.filter(({ fault }) => !fault.isStreamed),
)}

${section(
  'Streamed',
  names,
  rows.filter(({ fault }) => fault.isStreamed),
)}

How Signalbox falls over before the first token, so that a client sees none of this, is in [When a provider fails](gateway.md#when-a-provider-fails).
`;
}

function section(title: string, names: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = ({ isTold, said }: Judgement) => `${isTold ? '✓' : '✗'} ${said}`;
  return [
    `## ${title}`,
    '',
    line(['the provider sends', ...names]),
    line(['---', ...names.map(() => '---')]),
    ...rows.map(({ fault, judgements }) => line([fault.what, ...judgements.map(cell)])),
  ].join('\n');
}
