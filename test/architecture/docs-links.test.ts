import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

function documents(): string[] {
  const inRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  return [...inRoot, ...inDocs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];
}

/** Links and images of a page that lead to files of the repository. */
function filesLinkedFrom(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```.*?^```/gms, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''));
  return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

test('every link between documents leads somewhere', () => {
  const links = documents().flatMap((page) => filesLinkedFrom(page).map((target) => ({ page, target })));
  const broken = links.filter(({ page, target }) => !existsSync(resolve(root, dirname(page), target)));

  expect(links.length).toBeGreaterThan(20);
  expect(broken).toEqual([]);
});

test('every document is reached from the README', () => {
  const reached = new Set<string>();
  const visit = (page: string) => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const target of filesLinkedFrom(page)) {
      const path = relative(root, resolve(root, dirname(page), target));
      if (path.endsWith('.md') && existsSync(join(root, path))) visit(path);
    }
  };
  visit('README.md');

  // The README links to the folder of decisions.
  const unreached = documents().filter((page) => !reached.has(page) && !page.startsWith('docs/decisions/'));
  expect(unreached).toEqual([]);
});
