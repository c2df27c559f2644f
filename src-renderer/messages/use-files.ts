import { useState } from 'react'
import { troubleOf, useBytes } from '../link/index.ts'
import { tell } from '../ui/index.ts'

/** A file that has been picked and waits in the engine for its message. */
export interface Picked {
  readonly uploadId: string
  readonly name: string
  readonly sizeBytes: number
}

/** Files for the message being written. They are checked as they are picked, and are no part of the draft. */
export function useFiles() {
  const bytes = useBytes()
  const [files, setFiles] = useState<readonly Picked[]>([])
  const [waits, setWaits] = useState(0)
  const add = (picked: readonly File[]) => {
    for (const file of picked) {
      setWaits(before => before + 1)
      bytes
        .attach(file)
        .then(({ uploadId, sizeBytes }) => setFiles(before => [...before, { uploadId, name: file.name, sizeBytes }]))
        .catch((error: unknown) => tell(`${file.name}: ${troubleOf(error).says}`))
        .finally(() => setWaits(before => before - 1))
    }
  }
  return {
    files,
    isWaiting: waits > 0,
    add,
    remove: (uploadId: string) => setFiles(before => before.filter(file => file.uploadId !== uploadId)),
    clear: () => setFiles([]),
  }
}
