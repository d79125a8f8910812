/**
 * Cuts Markdown at blank lines outside code fences, so that while an answer streams only its last block is parsed again.
 * Joined, the blocks are the text.
 */
export function markdownBlocks(text: string): string[] {
  const blocks: string[] = [];
  let block = '';
  let fence: string | null = null;
  for (const line of text.split(/(?<=\n)/)) {
    // Indented lines continue a list item or are code: they belong to what came before.
    if (fence === null && /\n[ \t]*\n$/.test(block) && /^\S/.test(line)) {
      blocks.push(block);
      block = '';
    }
    block += line;
    fence = nextFence(fence, line);
  }
  return block === '' ? blocks : [...blocks, block];
}

/** The characters that close the fence that is open after `line`; null outside. */
function nextFence(open: string | null, line: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (mark === undefined) return open;
  if (open === null) return mark;
  return mark.startsWith(open) && line.trim() === mark ? null : open;
}
