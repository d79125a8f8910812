import { useEffect } from 'react';
import { placeElement } from './place.ts';
import styles from './tooltip-layer.module.css';

const delayMs = 250;

/**
 * One tooltip for the whole page. Any element with `data-tip` has one: a thousand figures in a table cost an attribute
 * each, not a component. It follows the pointer and the focus, and goes with Escape.
 */
export function TooltipLayer() {
  useEffect(() => {
    const tooltip = document.createElement('div');
    tooltip.id = 'tooltip';
    tooltip.role = 'tooltip';
    tooltip.popover = 'manual';
    tooltip.className = styles['tooltip'] ?? '';
    return watchTips(tooltip);
  }, []);
  return null;
}

function watchTips(tooltip: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownFor: Element | null = null;

  const hide = () => {
    clearTimeout(timer);
    shownFor?.removeAttribute('aria-describedby');
    shownFor = null;
    tooltip.remove();
  };
  const show = (anchor: Element) => {
    const text = anchor.getAttribute('data-tip');
    if (!text || !anchor.isConnected) return;
    shownFor = anchor;
    tooltip.textContent = text;
    // A label that already says the same need not be read twice.
    if (anchor.getAttribute('aria-label') !== text) anchor.setAttribute('aria-describedby', tooltip.id);
    // Inside the landmark or dialog of its anchor, where screen readers can reach it.
    (anchor.closest('main, nav, aside, header, dialog') ?? document.body).append(tooltip);
    tooltip.showPopover();
    placeElement(anchor, tooltip, 'center');
  };
  const onEnter = (event: Event) => {
    const anchor = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
    if (anchor !== null && anchor === shownFor) return;
    // Also before it is shown: a dialog hands the focus on from its close button to its first field.
    hide();
    if (anchor === null) return;
    if (event.type === 'focusin' && !anchor.matches(':focus-visible')) return;
    timer = setTimeout(() => show(anchor), delayMs);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };

  const signal = new AbortController();
  const options = { signal: signal.signal, capture: true, passive: true };
  document.addEventListener('pointerover', onEnter, options);
  document.addEventListener('focusin', onEnter, options);
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('scroll', hide, options);
  document.addEventListener('keydown', onKey, options);
  document.addEventListener('copy', copyExactFigure, { signal: signal.signal });
  return () => {
    hide();
    signal.abort();
  };
}

/** Copying one rounded figure gives its exact value. */
function copyExactFigure(event: ClipboardEvent): void {
  const selection = document.getSelection();
  const node = selection?.anchorNode;
  const figure = (node instanceof Element ? node : node?.parentElement)?.closest('[data-exact]');
  const exact = figure?.getAttribute('data-exact');
  if (!exact || selection?.toString().trim() !== figure?.textContent) return;
  event.clipboardData?.setData('text/plain', exact);
  event.preventDefault();
}
