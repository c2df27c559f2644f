import { defineConfig } from '@playwright/test'

/** The walks: each starts its own workstation and browser, so they run one after another on two cores. */
export default defineConfig({
  testDir: 'tests/walks',
  testMatch: '*.walk.ts',
  workers: 1,
  // The demo clinic is drawn once and copied to every walk that wants it.
  globalSetup: './tests/walks/demo-clinic.ts',
  // A walk looks at every screen twice: minutes on a busy machine, none of which is a failure.
  timeout: 600_000,
  // Long enough for a busy machine; what never comes is still told with its place.
  expect: { timeout: 45_000 },
  reporter: [['list'], ['./tests/walks/told-pages.ts']],
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
})
