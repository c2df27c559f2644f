import type { TileName } from '../../src-shared/imaging/tiles.ts'

/** What panes want of pictures. Several panes may want of the same picture. */
export interface Wishes {
  /** Replaces what `by` wanted of a picture; false where it wants just that already. */
  readonly set: (id: string, tiles: readonly TileName[], by: object) => boolean
  readonly has: (key: string) => boolean
  /** For each picture what is wanted of it, most wanted first, the panes in turn. */
  readonly all: () => readonly (readonly [string, readonly TileName[]])[]
  readonly forget: (id: string) => void
}

export function openWishes(keyOf: (id: string, tile: TileName) => string): Wishes {
  const wishes = new Map<string, Map<object, readonly TileName[]>>()
  let keys = new Set<string>()
  const count = () => {
    keys = new Set()
    for (const [id, panes] of wishes)
      for (const tiles of panes.values()) for (const tile of tiles) keys.add(keyOf(id, tile))
  }
  const isSame = (id: string, before: readonly TileName[] | undefined, tiles: readonly TileName[]) =>
    (before?.length ?? 0) === tiles.length &&
    tiles.every((tile, at) => {
      const other = before?.[at]
      return other && keyOf(id, other) === keyOf(id, tile)
    })
  return {
    set(id, tiles, by) {
      const panes = wishes.get(id) ?? new Map<object, readonly TileName[]>()
      if (isSame(id, panes.get(by), tiles)) return false
      if (tiles.length === 0) panes.delete(by)
      else panes.set(by, tiles)
      if (panes.size === 0) wishes.delete(id)
      else wishes.set(id, panes)
      count()
      return true
    },
    has: key => keys.has(key),
    all: () => [...wishes].map(([id, panes]) => [id, woven([...panes.values()])] as const),
    forget(id) {
      if (wishes.delete(id)) count()
    },
  }
}

/** One of each list in turn, so that no pane waits for another to be ready. */
function woven(lists: readonly (readonly TileName[])[]): readonly TileName[] {
  if (lists.length === 1) return lists[0] ?? []
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap(list => list[at] ?? [])).flat()
}
