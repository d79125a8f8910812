import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

function documents(): string[] {
  const inRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  return [...inRoot, ...inDocs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];
}

/** What a page says, without what it only shows. */
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replace(/^ *```.*?^ *```/gms, '');
}

interface Link {
  page: string;
  /** From the root of the repository. */
  path: string;
  anchor: string;
}

/** Links and images of a page that lead to files of the repository, or to places of its own. */
function linksOf(page: string): Link[] {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      const path = file === '' ? page : relative(root, resolve(root, dirname(page), file));
      return { page, path, anchor };
    });
}

/** As GitHub makes them: lower case, punctuation gone, blanks as hyphens, repeated ones numbered. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of textOf(page).matchAll(/^#{1,6} +(.+)$/gm)) {
    const said = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const plain = said.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    let anchor = plain;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${plain}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

const links = documents().flatMap(linksOf);

test('every link between documents leads to a file', () => {
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test('every link to a place in a document leads to a heading', () => {
  const toPlaces = links.filter(
    ({ path, anchor }) => anchor !== '' && path.endsWith('.md') && existsSync(join(root, path)),
  );

  expect(toPlaces.length).toBeGreaterThan(0);
  expect(toPlaces.filter(({ path, anchor }) => !anchorsOf(path).has(anchor))).toEqual([]);
});

test('every page is in the list of pages; decisions and runbooks by their folder', () => {
  const listed = (list: string) => new Set(linksOf(list).map(({ path }) => path));
  const inDocs = listed('docs/README.md');
  const inRunbooks = listed('docs/runbooks/README.md');
  const isListed = (page: string) => {
    if (page.startsWith('docs/decisions/')) return inDocs.has('docs/decisions');
    return inDocs.has(page) || (inDocs.has('docs/runbooks/README.md') && inRunbooks.has(page));
  };

  const pages = documents().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(pages.filter((page) => !isListed(page))).toEqual([]);
});

test('every document is reached from the README', () => {
  const reached = new Set<string>();
  const visit = (page: string) => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const { path } of linksOf(page)) if (path.endsWith('.md') && existsSync(join(root, path))) visit(path);
  };
  visit('README.md');

  // The README links to the folder of decisions.
  const unreached = documents().filter((page) => !reached.has(page) && !page.startsWith('docs/decisions/'));
  expect(unreached).toEqual([]);
});
