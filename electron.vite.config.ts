import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: 'src-main/shell-electron/main.ts',
          loopback: 'src-main/shell-loopback/main.ts',
          'vault-thread': 'src-main/vault-thread.ts',
          darkroom: 'src-main/imaging/darkroom-process.ts',
          surveyor: 'src-main/imaging/survey/surveyor-process.ts',
          press: 'src-main/documents/press-process.ts',
          painter: 'src-main/demo/painter-process.ts',
          clinic: 'src-clinic/main.ts',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload must be CommonJS.
      rollupOptions: { input: 'src-preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src-renderer',
    build: {
      outDir: 'out/renderer',
      minify: true,
      cssCodeSplit: false,
      // The document names what it needs; no helper writes link elements later.
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, needed, { hostType }) => (hostType === 'html' ? needed : []),
      },
      rollupOptions: { input: 'src-renderer/index.html' },
    },
    plugins: [react()],
  },
})
