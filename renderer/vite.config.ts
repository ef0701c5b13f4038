import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The counter's window and the start page are pages of their own: nothing of the desk's code is in them.
    rolldownOptions: {
      input: ['index.html', 'counter.html', 'start.html'].map((page) => `${import.meta.dirname}/${page}`),
    },
    // Data URLs are refused by the Content-Security-Policy of both hosts.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy refuses, and every browser meant here does without.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
