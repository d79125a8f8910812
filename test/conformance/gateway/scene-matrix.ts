import { resolve } from 'node:path';
import { clients } from './clients/all-clients.ts';
import { rows, silentAbout } from './scene-table.ts';

export const dialectPage = resolve(import.meta.dirname, '../../../docs/reference/dialects.md');
const surfaces = ['chat completions', 'responses', 'messages'] as const;

/** Scene × surface, for every kind of provider, from the table that `clients.test.ts` holds. */
export function sceneMatrix(): string {
  const head = `| | ${surfaces.join(' | ')} | but |`;
  const spoken = surfaces.map((surface) => packagesOf(surface).join(', '));
  const lines = rows.map(({ name, tells, unknownTo }) => {
    const cells = surfaces.map((surface) => (unknownTo?.includes(surface) ? 'has no words for it' : 'all'));
    return `| ${name} | ${cells.join(' | ')} | ${exceptionTo(tells)} |`;
  });
  return [head, '| --- | --- | --- | --- | --- |', ...lines, `| checked with | ${spoken.join(' | ')} | |`].join('\n');
}

function packagesOf(surface: string): string[] {
  return [...new Set(clients.filter((client) => client.surface === surface).map(({ name }) => `\`${name}\``))];
}

function exceptionTo(scene: string): string {
  if (scene === 'reasoning') return `\`${silentAbout.reasoning.join('`, `')}\` does not count it apart`;
  return scene === 'written' ? `\`${silentAbout.written.join('`, `')}\` does not say what was written` : '';
}
