import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useBytes } from '../link/index.ts'
import { type Attempt, sha256Of, uploaded } from './keep.ts'
import { type Still, stillOfFile } from './still.ts'

export interface Brought {
  readonly file: File
  readonly source: 'file' | 'paste'
}

export interface ImportDesk {
  /** The file being read now. */
  readonly reading: string | undefined
  /** Files still to be looked at. */
  readonly waiting: number
  readonly failed: { readonly name: string; readonly error: unknown } | undefined
  readonly add: (files: readonly File[], source: Brought['source']) => void
  readonly dropping: boolean
  /** For the element that takes dropped files. */
  readonly dropProps: {
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
  }
}

interface ImportNeeds {
  /** True while a still waits for the person's word: the next file has to wait too. */
  readonly busy: boolean
  readonly onStill: (still: Still, attempt: Attempt) => void
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** Brings pictures in by picker, drop or paste, one after the other through the same review as the camera's. */
export function useImport({ busy, onStill }: ImportNeeds): ImportDesk {
  const { upload } = useBytes()
  const [queue, setQueue] = useState<readonly Brought[]>([])
  const [failed, setFailed] = useState<ImportDesk['failed']>()
  const [dropping, setDropping] = useState(false)
  const reading = useRef<Brought>(undefined)
  const [next] = queue

  useEffect(() => {
    if (busy || !next || reading.current === next) return
    reading.current = next
    const read = async () => {
      try {
        // The engine looks at the bytes before anything here decodes them.
        const answer = await uploaded({ upload, digest: sha256Of }, next.file)
        const size = { width: answer.widthPx, height: answer.heightPx }
        onStill(await stillOfFile({ ...next, size, now: new Date() }), { upload: answer })
      } catch (error) {
        setFailed({ name: next.file.name, error })
      } finally {
        setQueue(now => now.filter(brought => brought !== next))
      }
    }
    void read()
  }, [busy, next, onStill, upload])

  const add: ImportDesk['add'] = (files, source) => {
    setFailed(undefined)
    setQueue(now => [...now, ...files.map(file => ({ file, source }))])
  }
  usePaste(files => add(files, 'paste'))
  return {
    reading: busy ? undefined : next?.file.name,
    waiting: busy ? queue.length : Math.max(0, queue.length - 1),
    failed,
    add,
    dropping,
    dropProps: {
      onDragOver: event => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        setDropping(true)
      },
      onDragLeave: event => event.currentTarget === event.target && setDropping(false),
      onDrop: event => {
        event.preventDefault()
        setDropping(false)
        add([...event.dataTransfer.files], 'file')
      },
    },
  }
}

/** Takes pictures from the clipboard, unless somebody pastes into a field. */
function usePaste(onFiles: (files: readonly File[]) => void): void {
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', hear)
    return () => document.removeEventListener('paste', hear)
  }, [])
}
