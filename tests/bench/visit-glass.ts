import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { addressOf, dial, hasProgram, start } from '../shells/program.ts'
import { signedIn } from './clinic.ts'
import { launchGlass, openGlass } from './glass.ts'

/** Resources by their ids, as entries of a bundle. */
export const bundleOf = (resources: readonly (readonly [id: string, resource: object])[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map(([id, resource]) => ({ fullUrl: `urn:uuid:${id}`, resource })),
})

/** A clinic that has taken these in, with a real Chromium at its desk, signed in and on Today. */
export async function withGlass(
  bundle: object,
  count: number,
  work: (glass: Page, client: CutisClient) => Promise<void>,
): Promise<void> {
  await hasProgram()
  const place = await mkdtemp(join(tmpdir(), 'cutis-bench-glass-'))
  const running = start(['--data', place, '--no-window'])
  const browser = await launchGlass()
  try {
    const { port, boot } = await addressOf(running)
    const { client, session, close } = await dial({ port, boot })
    await signedIn(client)
    const { created } = await client.records.importBundle({ json: JSON.stringify(bundle) })
    if (created < count) throw new Error(`only ${created} of ${count} were taken in`)
    const glass = await openGlass(browser, { origin: `http://localhost:${port}`, session })
    await work(glass, client)
    close()
  } finally {
    await browser.close()
    await running.stop()
    await rm(place, { recursive: true, force: true })
  }
}
