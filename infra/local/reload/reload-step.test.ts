import { expect, it } from 'vitest';
import { createReloadStep } from './reload-step.ts';

/** A step over `functions/` and `shared/` that works once all that is missing is there. */
function startStep() {
  const lines: string[] = [];
  const worked: string[][] = [];
  const missing = new Set<string>();
  const step = createReloadStep({
    ...{ folders: ['functions', 'shared'], what: 'Reloaded' },
    progress: { line: (text) => void lines.push(text) },
    async work(files) {
      if (missing.size > 0) throw new Error(`Could not resolve "${[...missing].join()}"`);
      worked.push([...files]);
      return !files.has('functions/unused.ts');
    },
  });
  return { bringIn: async (...files: string[]) => await step(new Set(files)), lines, worked, missing };
}

it('brings in what is of its folders, once', async () => {
  const { bringIn, lines, worked } = startStep();
  await bringIn('functions/a.ts', 'frontend/b.tsx');
  await bringIn('frontend/b.tsx');
  await bringIn('shared/c.ts');
  expect(worked).toEqual([['functions/a.ts'], ['shared/c.ts']]);
  expect(lines).toEqual([expect.stringMatching(/↻ Reloaded \(/), expect.stringMatching(/↻ Reloaded \(/)]);
});

it('says nothing where nothing had to be done', async () => {
  const { bringIn, lines } = startStep();
  await bringIn('functions/unused.ts');
  expect(lines).toEqual([]);
});

it('brings in what waited for a file that was missing, as soon as it is there', async () => {
  const { bringIn, lines, worked, missing } = startStep();
  missing.add('./late.ts');
  await bringIn('functions/importer.ts', 'functions/other.ts');
  expect([worked, lines]).toEqual([[], [expect.stringContaining('what ran before still runs: Could not resolve')]]);
  missing.clear();
  await bringIn('shared/late.ts');
  await bringIn('shared/later.ts');
  expect(worked).toEqual([['functions/importer.ts', 'functions/other.ts', 'shared/late.ts'], ['shared/later.ts']]);
});
