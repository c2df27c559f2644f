import type { Thumbs } from '../link/index.ts'
import type { Placed } from './sheet-cover.ts'
import { wantBitmap } from './small-bitmap.ts'

export interface Wanted {
  readonly blobId: string
  /** There is no picture for the place. */
  readonly none: () => void
}

interface Slot extends Placed, Wanted {
  /** Whether the place is on the screen or nearly; undefined until the browser has said so. */
  isNear?: boolean
  stop?: () => void
}

/** So far from the screen a picture is asked for, px. */
const near = '400px'

interface Told {
  readonly thumbs: Pick<Thumbs, 'ask'>
  /** A picture came. */
  readonly came: (slot: Placed) => void
  /** A place came near or went. */
  readonly changed: () => void
}

/** Places for pictures, each asked for while it is on the screen or nearly, and given back when it is not. */
export function openSlots({ thumbs, came, changed }: Told) {
  const slots = new Map<Element, Slot>()
  const watch = watchNear((element, isNear) => {
    const slot = slots.get(element)
    if (!slot || slot.isNear === isNear) return
    slot.isNear = isNear
    changed()
    if (!isNear) return forget(slot)
    const keep = (bitmap: ImageBitmap) => {
      slot.bitmap = bitmap
      came(slot)
    }
    slot.stop = wantBitmap({ thumbs, blobId: slot.blobId, none: slot.none, came: keep })
  })
  return {
    all: (): readonly Placed[] => [...slots.values()],
    add(element: HTMLElement, wanted: Wanted): void {
      slots.set(element, { element, ...wanted })
      watch.observe(element)
    },
    remove(element: HTMLElement): void {
      watch.unobserve(element)
      forget(slots.get(element))
      slots.delete(element)
    },
    /** Whether every place near the screen has its picture. */
    isFull: (): boolean =>
      [...slots.values()].every(({ isNear, bitmap }) => isNear === false || (isNear && bitmap !== undefined)),
    close(): void {
      watch.disconnect()
      for (const slot of slots.values()) forget(slot)
      slots.clear()
    },
  }
}

function forget(slot: Slot | undefined): void {
  slot?.stop?.()
  slot?.bitmap?.close()
  if (slot) slot.bitmap = undefined
}

/** Tells when elements come near the screen and when they leave it, inside boxes that scroll as well. */
function watchNear(tell: (element: Element, isNear: boolean) => void): IntersectionObserver {
  return new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) tell(target, isIntersecting)
    },
    // For boxes that scroll within the page the first margin does nothing, and the second is not in every table of types.
    { rootMargin: near, scrollMargin: near } as IntersectionObserverInit,
  )
}
