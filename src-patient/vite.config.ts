import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const page = (name: string): string => join(import.meta.dirname, name)

/** The patient's pages, the visit and the portal: a bundle of their own, which the clinic serves under /visit/ and /portal/. */
export default defineConfig({
  root: 'src-patient',
  base: '/visit/',
  build: {
    outDir: '../out/patient',
    emptyOutDir: true,
    modulePreload: false,
    rollupOptions: { input: [page('index.html'), page('portal.html')] },
  },
  plugins: [react()],
})
