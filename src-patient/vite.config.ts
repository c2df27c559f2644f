import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The patient's page: a bundle of its own, which the clinic serves under /visit/. */
export default defineConfig({
  root: 'src-patient',
  base: '/visit/',
  build: { outDir: '../out/patient', emptyOutDir: true, modulePreload: false },
  plugins: [react()],
})
