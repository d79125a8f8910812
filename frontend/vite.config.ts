import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { preloadFonts } from './build/preload-fonts.ts';

/** One build serves every stage: what differs between stages is in `/config.json`, read at start. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadFonts()],
  resolve: { alias: [{ find: /^zod$/, replacement: resolve(import.meta.dirname, 'src/lib/configured-zod.ts') }] },
  server: { fs: { allow: ['..'] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // Fonts stay files of their own: inlined they would be downloaded by everybody, in every subset.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every screen needs is two files that are cached for long, not forty small ones.
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|zod|@tanstack\/(react-router|router-core|history|store|react-store|react-query|query-core))\//,
              priority: 2,
            },
            // Several screens need the contract of routes and budgets, but none of those that are opened first.
            {
              name: 'shared',
              test: /(frontend\/src\/(ui|lib)\/|shared\/contract\/(?!(governance|response-cache|cache-fields|routing|route-)))/,
              minShareCount: 5,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
