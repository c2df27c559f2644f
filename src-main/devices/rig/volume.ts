import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Card {
  readonly path: string
  /** Writes a file as a camera would, by its path on the card. */
  put(path: string, bytes: Uint8Array): Promise<void>
  /** The card is pulled: its mount point is gone. */
  pull(): Promise<void>
}

/** A folder that looks like a camera's card: /DCIM with one folder, a catalogue file, and what a computer leaves behind. */
export async function openCard(images: Readonly<Record<string, Uint8Array>>): Promise<Card> {
  const path = await mkdtemp(join(tmpdir(), 'cutis-card-'))
  const put = async (name: string, bytes: Uint8Array): Promise<void> => {
    const file = join(path, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  await put('DCIM/100CUTIS/M0100.CTG', new Uint8Array(70))
  await put('DCIM/100CUTIS/._IMG_0001.JPG', new Uint8Array(10))
  await put('System Volume Information/IndexerVolumeGuid', new Uint8Array(76))
  for (const [name, bytes] of Object.entries(images)) await put(name, bytes)
  return { path, put, pull: () => rm(path, { recursive: true, force: true }) }
}
