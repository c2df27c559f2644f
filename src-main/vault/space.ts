import { existsSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'

/** Room kept free beside the ballast, for the log, the audit and whatever else writes to this disk. */
const marginBytes = 8 * 1024 * 1024
const piece = Buffer.alloc(1024 * 1024)

export interface Space {
  /** Throws vault.full when so many bytes would leave too little room. */
  require(bytes: number): Promise<void>
  /** Gives the ballast back to a full disk, so that what is small (a note, an audit row, the checkpoint at lock) still fits. */
  dropBallast(): boolean
  /** Lays the ballast out again where there is plenty of room. */
  lay(): Promise<void>
}

/** A file that holds space in reserve for a full disk. */
export function openSpace(folder: string, ballastBytes: number): Space {
  const path = join(folder, 'ballast')
  const free = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
  return {
    async require(bytes) {
      if ((await free()) < bytes + Math.min(marginBytes, ballastBytes)) throw new Fault('vault.full')
    },
    dropBallast() {
      if (!existsSync(path)) return false
      rmSync(path)
      return true
    },
    async lay() {
      const laid = existsSync(path) && statSync(path).size >= ballastBytes
      if (laid || ballastBytes === 0 || (await free()) < 4 * ballastBytes) return
      const temporary = `${path}.tmp`
      await rm(temporary, { force: true })
      const file = await open(temporary, 'wx', 0o600)
      try {
        for (let at = 0; at < ballastBytes; at += piece.length)
          await file.write(piece, 0, Math.min(piece.length, ballastBytes - at))
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    },
  }
}
