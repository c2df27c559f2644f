import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useBytes, useClient } from '../link/index.ts'
import { type BroughtPicture, broughtFromDevice } from './device-images.ts'
import { type Attempt, sha256Of, uploaded } from './keep.ts'
import { type Still, stillOfFile } from './still.ts'

/** A picture that waits for its turn. */
export interface Brought {
  readonly name: string
  readonly source: 'file' | 'paste'
  /** Set for pictures that are still on a device. */
  readonly deviceKey?: string
  readonly bring: (signal: AbortSignal, onShare: (share: number) => void) => Promise<BroughtPicture>
}

type ChosenImage = Parameters<typeof broughtFromDevice>[1]

export interface ImportDesk {
  /** The file being read now. */
  readonly reading: string | undefined
  /** How much of it is read, 0 to 1; undefined while that is not known. */
  readonly share: number | undefined
  /** Files still to be looked at. */
  readonly waiting: number
  /** Pictures that are still on a device. */
  readonly onDevice: number
  readonly failed: { readonly name: string; readonly error: unknown } | undefined
  readonly add: (files: readonly File[], source: Brought['source']) => void
  readonly addFromDevice: (chosen: readonly ChosenImage[]) => void
  /** Lets go of everything that waits; what is under review stays. */
  readonly stop: () => void
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

/** Brings pictures in by picker, drop, paste or from a device, one after the other through the same review as the camera's. */
export function useImport({ busy, onStill }: ImportNeeds): ImportDesk {
  const [failed, setFailed] = useState<ImportDesk['failed']>()
  const { queue, setQueue, share, stop } = useQueue({ busy, onStill }, setFailed)
  const bringers = useBringers()
  const append = (more: readonly Brought[]) => {
    setFailed(undefined)
    setQueue(now => [...now, ...more])
  }
  const add: ImportDesk['add'] = (files, source) => append(files.map(file => bringers.file(file, source)))
  usePaste(files => add(files, 'paste'))
  const [next] = queue
  return {
    reading: busy ? undefined : next?.name,
    share,
    waiting: busy ? queue.length : Math.max(0, queue.length - 1),
    onDevice: queue.filter(({ deviceKey }) => deviceKey !== undefined).length,
    failed,
    add,
    addFromDevice: chosen => append(chosen.map(bringers.device)),
    stop,
    ...useDropping(files => add(files, 'file')),
  }
}

/** Reads what waits, one at a time and only while nothing is under review. */
function useQueue({ busy, onStill }: ImportNeeds, onFailed: (failed: ImportDesk['failed']) => void) {
  const [queue, setQueue] = useState<readonly Brought[]>([])
  const [share, setShare] = useState<number>()
  const reading = useRef<{ readonly brought: Brought; readonly stop: AbortController }>(undefined)
  const [next] = queue
  useEffect(() => {
    if (busy || !next || reading.current?.brought === next) return
    const stop = new AbortController()
    reading.current = { brought: next, stop }
    const read = async () => {
      try {
        const { file, upload, label, settings } = await next.bring(stop.signal, setShare)
        if (stop.signal.aborted) return
        const size = { width: upload.widthPx, height: upload.heightPx }
        onStill(await stillOfFile({ file, source: next.source, size, now: new Date(), label, settings }), { upload })
      } catch (error) {
        if (stop.signal.aborted) return
        onFailed({ name: next.name, error })
        // A device that failed once is not asked for the rest: the sheet goes on with what is missing.
        setQueue(now => now.filter(({ deviceKey }) => deviceKey === undefined || deviceKey !== next.deviceKey))
      } finally {
        setShare(undefined)
        setQueue(now => now.filter(brought => brought !== next))
      }
    }
    void read()
  }, [busy, next, onStill, onFailed])
  const stop = useCallback(() => {
    reading.current?.stop.abort()
    setQueue([])
  }, [])
  return { queue, setQueue, share, stop }
}

/** How each kind of picture is brought. The engine looks at the bytes before anything here decodes them. */
function useBringers() {
  const { upload, urlOf } = useBytes()
  const client = useClient()
  return useMemo(
    () => ({
      file: (file: File, source: Brought['source']): Brought => ({
        name: file.name,
        source,
        bring: async () => ({
          file,
          label: file.name,
          upload: await uploaded({ upload, digest: sha256Of }, file),
        }),
      }),
      device: (chosen: ChosenImage): Brought => ({
        name: chosen.image.name,
        source: 'file',
        deviceKey: chosen.deviceKey,
        bring: (signal, onShare) => broughtFromDevice({ capture: client.capture, urlOf, signal, onShare }, chosen),
      }),
    }),
    [upload, urlOf, client],
  )
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

function useDropping(onFiles: (files: readonly File[]) => void): Pick<ImportDesk, 'dropping' | 'dropProps'> {
  const [dropping, setDropping] = useState(false)
  return {
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
        onFiles([...event.dataTransfer.files])
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
