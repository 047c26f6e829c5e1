import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** A folder that works wherever a web server puts it, offline: all paths are relative, nothing is asked of another host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'false' },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/site',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A file of its own for each asset: a policy without `data:` admits no other.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: {
      input: { index: `${import.meta.dirname}/index.html`, live: `${import.meta.dirname}/live.html` },
    },
  },
});
