import { existsSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Room kept free beside the ballast, for the log, the audit and whatever else writes to this disk. */
const usualMargin = 8 * 1024 * 1024
const piece = Buffer.alloc(1024 * 1024)

export interface Space {
  /** Room to leave free when a file is kept, beside the ballast. */
  readonly marginBytes: number
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
    marginBytes: Math.min(usualMargin, ballastBytes),
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
