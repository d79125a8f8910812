/** Puts a generated text between the two marks of a page; throws if the page has none. */
export function replaceBetween(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: generated, see npm run generate -->`, `<!-- /${name} -->`];
  const [from, until] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || until < from) throw new Error(`The page has no marks ${begin} and ${end}.`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(until)}`;
}
