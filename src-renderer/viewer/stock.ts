import { openPicture, type Picture, type PictureNeeds, type PictureRef } from './picture.ts'

/** The pictures held in memory: those on screen whole, those likely next at screen size, nothing else. */
export interface Stock {
  /** Says what is on screen and what may come next; loads and frees accordingly. */
  readonly want: (now: readonly PictureRef[], soon: readonly PictureRef[]) => void
  /** The pictures on screen, as last wanted. */
  readonly shown: () => readonly Picture[]
  readonly watch: (listener: () => void) => () => void
  /** Gives everything back; it can be filled again. */
  readonly empty: () => void
}

const nothing: readonly Picture[] = []

export function openStock(needs: PictureNeeds): Stock {
  const held = new Map<string, Picture>()
  const listeners = new Set<() => void>()
  let shown = nothing

  const hold = (ref: PictureRef): Picture => {
    const picture = held.get(ref.id) ?? openPicture(ref, needs)
    held.set(ref.id, picture)
    return picture
  }
  const show = (pictures: readonly Picture[]) => {
    shown = pictures
    for (const listener of listeners) listener()
  }
  return {
    want(now, soon) {
      const present = now.map(hold)
      const next = soon.filter(ref => !now.some(({ id }) => id === ref.id)).map(hold)
      show(present)
      for (const [id, picture] of held) {
        if (present.includes(picture) || next.includes(picture)) continue
        picture.close()
        held.delete(id)
      }
      for (const picture of present) picture.want('full')
      for (const picture of next) {
        picture.slim()
        picture.want('screen')
      }
    },
    shown: () => shown,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    empty() {
      show(nothing)
      for (const picture of held.values()) picture.close()
      held.clear()
    },
  }
}
