import type { HtmlTagDescriptor, Plugin } from 'vite';

/**
 * Names the two fonts of the first paint in the page's head, so that they load beside the script instead of after the
 * style sheet. Only the Latin subsets: the others load when a character asks for them.
 */
export function preloadFonts(): Plugin {
  return {
    name: 'signalbox-preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context): HtmlTagDescriptor[] =>
        Object.keys(context.bundle ?? {})
          .filter((file) => /inter-latin-wght-normal.*\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head-prepend',
          })),
    },
  };
}
