import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // node-hid cannot register twice in one process, and a native crash must not take the other suites with it.
    pool: 'forks',
    include: ['src-*/**/*.test.ts', 'src-*/**/*.test.tsx', 'build/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
