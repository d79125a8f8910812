import { readFileSync } from 'node:fs';
import { faultMatrix, faultPage } from './fault-matrix.ts';
import { replaceBetween } from './replace-between.ts';
import { dialectPage, sceneMatrix } from './scene-matrix.ts';

/** The pages whose tables are what the conformance tests hold, as they should be. */
export function generatePages(): { file: string; text: string }[] {
  const pages = [
    { file: faultPage, name: 'faults', table: faultMatrix() },
    { file: dialectPage, name: 'conformance', table: sceneMatrix() },
  ];
  return pages.map(({ file, name, table }) => ({
    file,
    text: replaceBetween(readFileSync(file, 'utf8'), name, table),
  }));
}
