import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import { folderFormat, operation } from './codes.ts'
import { numbersOf, type ObjectInfo, objectInfoOf } from './datasets.ts'
import type { Session } from './session.ts'

export interface Held {
  readonly handle: number
  readonly info: ObjectInfo
}

const mostInfo = 65536
/** Four bytes a handle; a card with more than a quarter of a million objects is refused, not believed. */
const mostList = 1 << 20
const atRoot = 0xffffffff

/**
 * Everything on all storages, folder by folder: asking a phone for all handles at once makes some of them silent for minutes.
 * A folder that is inside itself is walked once.
 */
export async function inventoryOf(session: Session, context: Context): Promise<readonly Held[]> {
  const numbers = async (code: number, parameters: readonly number[]): Promise<readonly number[]> =>
    numbersOf(await session.ask({ code, parameters, most: mostList }, context))
  const seen = new Set<number>()
  const found: Held[] = []
  const walk = async (storage: number, parent: number): Promise<void> => {
    const folders: number[] = []
    for (const handle of await numbers(operation.getObjectHandles, [storage, 0, parent])) {
      if (seen.has(handle)) continue
      seen.add(handle)
      const info = await infoOf(session, handle, context)
      if (!info) continue
      if (info.format === folderFormat) folders.push(handle)
      else found.push({ handle, info })
      context.progress({ done: found.length, unit: 'files' })
    }
    for (const folder of folders) await walk(storage, folder)
  }
  for (const storage of await numbers(operation.getStorageIds, [])) {
    // The low half is zero for a slot without a card (ISO 15740 §5.3.3).
    if ((storage & 0xffff) !== 0) await walk(storage, atRoot)
  }
  return found
}

/** None for an object that went away between the list and the question. */
async function infoOf(session: Session, handle: number, context: Context): Promise<ObjectInfo | undefined> {
  try {
    const ask = { code: operation.getObjectInfo, parameters: [handle], most: mostInfo }
    return objectInfoOf(await session.ask(ask, context))
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'devices.fileChanged') return undefined
    throw error
  }
}
