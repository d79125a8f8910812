import { resolve } from 'node:path';
import { type AliasEntry, aliasTable } from '../functions/tracing/dialects/alias-table.ts';
import { aliasTableVersion } from '../functions/tracing/dialects/alias-table-version.ts';

export const attributeReferencePath = resolve(import.meta.dirname, '../docs/reference/attributes.md');

const dialectNames: Readonly<Record<AliasEntry['dialect'], string>> = {
  opentelemetry: 'OpenTelemetry',
  openinference: 'OpenInference',
  openllmetry: 'OpenLLMetry',
  vercel: 'AI SDK',
  langfuse: 'Langfuse',
  signalbox: 'Signalbox',
};

const introduction = `# Attributes

Which attribute becomes what, for spans that come over OpenTelemetry. This page is made from the table that the mapping uses
(\`functions/tracing/dialects/\`), version ${aliasTableVersion}; each span says in \`metadata.mapping\` by which version it was mapped, and in which dialect.

Where several attributes become the same field, the first in its list that has a usable value decides. What is not in the table stays, verbatim,
among the span's attributes; resource, scope, events and links are in its metadata. How counts of tokens are read is told in
[usage and cost](../explanation/usage-and-cost.md).
`;

/** The attribute reference as it belongs into the docs. */
export function generateAttributeReference(): string {
  const byField = Map.groupBy(aliasTable(), ({ field }) => field);
  const rows = [...byField].flatMap(([field, entries]) =>
    entries.map(({ attribute, dialect }, at) => {
      const shown = at === 0 ? `\`${field}\`` : '';
      return `| ${shown} | \`${attribute}\` | ${dialectNames[dialect]} |`;
    }),
  );
  return [introduction, '| field of the span | attribute | dialect |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
