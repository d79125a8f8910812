/** The first line of a code fence, which may have come only in part. */
const wholeFence = /^\s*```[^\n]*\n/;
const startedFence = /^\s*(`{0,3}$|```[^\n]{0,40}$)/;

/** Leaves out the line that opens a code fence, if the text begins with one. */
export function createOpeningSkipper(): (text: string) => string {
  let held: string | null = '';
  return (text) => {
    if (held === null) return text;
    held += text;
    const fence = wholeFence.exec(held)?.[0];
    if (fence === undefined && startedFence.test(held)) return '';
    const shown = held.slice(fence?.length ?? 0);
    held = null;
    return shown;
  };
}
