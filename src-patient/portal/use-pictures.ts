import { useRef, useState } from 'react'
import { mostClips, mostPictures } from '../../src-shared/portal/index.ts'
import { sendPicture } from './clinic.ts'
import { checkClip } from './clip-check.ts'
import { type PictureReason, prepare } from './picture-check.ts'

export interface Chosen {
  readonly key: string
  readonly address: string
  readonly blob: Blob
  readonly reasons: readonly PictureReason[]
  /** The patient has seen the reasons and sends it all the same. */
  readonly isAccepted: boolean
  /** How much of it has arrived, 0 to 1. */
  readonly share?: number
}

export const isMoving = ({ blob }: Pick<Chosen, 'blob'>): boolean => blob.type.startsWith('video/')

type Trouble = 'photoNone' | 'photoMost' | 'clipNone' | 'clipLarge' | 'clipMost'

const chosenOf = (blob: Blob, reasons: readonly PictureReason[]): Chosen => ({
  key: crypto.randomUUID(),
  address: URL.createObjectURL(blob),
  blob,
  reasons,
  isAccepted: false,
})

/** Photographs and a clip for the message being written: each looked at here, and sent before the message. */
export function usePictures(session: string) {
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const [trouble, setTrouble] = useState<Trouble>()
  // What the clinic calls those it has. After a try that failed with all of them there, they may be gone: they are sent anew.
  const arrived = useRef(new Map<string, string>())
  const isTried = useRef(false)
  const change = (key: string, part: Partial<Chosen>) =>
    setChosen(before => before.map(one => (one.key === key ? { ...one, ...part } : one)))
  const add = async (files: readonly File[]): Promise<void> => {
    const room = mostPictures - chosen.length
    setTrouble(files.length > room ? 'photoMost' : undefined)
    for (const file of files.slice(0, room)) {
      try {
        const { blob, reasons } = await prepare(file)
        setChosen(before => [...before, chosenOf(blob, reasons)])
      } catch {
        setTrouble('photoNone')
      }
    }
  }
  const addClip = async (file: File): Promise<void> => {
    if (chosen.filter(isMoving).length >= mostClips || chosen.length >= mostPictures) return setTrouble('clipMost')
    const checked = await checkClip(file).catch(() => ({ kind: 'clipNone' }) as const)
    setTrouble(checked.kind === 'clip' ? undefined : checked.kind)
    if (checked.kind === 'clip') setChosen(before => [...before, chosenOf(checked.blob, [])])
  }
  const remove = (key: string) => {
    for (const one of chosen) if (one.key === key) URL.revokeObjectURL(one.address)
    setChosen(before => before.filter(one => one.key !== key))
  }
  const send = async (): Promise<string[]> => {
    if (isTried.current) arrived.current.clear()
    isTried.current = false
    for (const { key, blob } of chosen) {
      if (arrived.current.has(key)) continue
      arrived.current.set(key, await sendPicture(session, blob, share => change(key, { share })))
      change(key, { share: 1 })
    }
    isTried.current = true
    return chosen.flatMap(({ key }) => arrived.current.get(key) ?? [])
  }
  const clear = () => {
    for (const { address } of chosen) URL.revokeObjectURL(address)
    arrived.current.clear()
    isTried.current = false
    setChosen([])
  }
  const isHeld = chosen.some(({ reasons, isAccepted }) => reasons.length > 0 && !isAccepted)
  return {
    chosen,
    trouble,
    add,
    addClip,
    remove,
    accept: (key: string) => change(key, { isAccepted: true }),
    send,
    clear,
    isHeld,
  }
}
export type ChosenPictures = ReturnType<typeof usePictures>
