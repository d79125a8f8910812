import { type RefObject, useEffect } from 'react';
import { placesOf } from './places-of.ts';

/** The style sheet names it too. */
const highlightName = 'found-in-span';
const mostMarks = 2000;

/** Marks what is looked for in the text of an element, also in what is drawn later. Nothing where a browser cannot. */
export function useFoundMarks(ref: RefObject<HTMLElement | null>, find: string | undefined): void {
  useEffect(() => {
    const element = ref.current;
    if (element === null || find === undefined || typeof Highlight === 'undefined') return;
    const mark = () => CSS.highlights.set(highlightName, new Highlight(...rangesIn(element, find)));
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete(highlightName);
    };
  }, [ref, find]);
}

function rangesIn(element: HTMLElement, find: string): Range[] {
  const ranges: Range[] = [];
  // A dialog over it is no part of what was searched.
  const accept = (node: Node) =>
    node instanceof HTMLDialogElement ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  for (let node = texts.nextNode(); node !== null && ranges.length < mostMarks; node = texts.nextNode()) {
    if (!(node instanceof Text)) continue;
    for (const [start, end] of placesOf(node.data, find, mostMarks - ranges.length)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}
