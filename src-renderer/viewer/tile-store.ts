/** The decoded tiles of all panes together, the least lately used given back first. It owns its bitmaps. */
export interface TileStore {
  /** A tile that is here; asking counts as use. */
  readonly get: (key: string) => ImageBitmap | undefined
  readonly has: (key: string) => boolean
  /** Takes a bitmap over; others are closed where the budget is spent. */
  readonly put: (key: string, bitmap: ImageBitmap) => void
  /** Closes every tile whose key begins so. */
  readonly drop: (prefix: string) => void
  readonly bytes: () => number
}

interface StoreNeeds {
  /** What all tiles together may take, in bytes. Tiles that are on screen now are kept even beyond it. */
  readonly budgetBytes: number
  readonly isWanted: (key: string) => boolean
}

const bytesOf = ({ width, height }: ImageBitmap): number => 4 * width * height

export function openTileStore({ budgetBytes, isWanted }: StoreNeeds): TileStore {
  // A Map keeps the order of insertion, so putting a used tile back at the end makes its beginning the oldest.
  const held = new Map<string, ImageBitmap>()
  let total = 0
  const close = (key: string, bitmap: ImageBitmap) => {
    held.delete(key)
    total -= bytesOf(bitmap)
    bitmap.close()
  }
  return {
    get(key) {
      const bitmap = held.get(key)
      if (!bitmap) return undefined
      held.delete(key)
      held.set(key, bitmap)
      return bitmap
    },
    has: key => held.has(key),
    put(key, bitmap) {
      const before = held.get(key)
      if (before) close(key, before)
      held.set(key, bitmap)
      total += bytesOf(bitmap)
      for (const [oldest, tile] of held) {
        if (total <= budgetBytes) break
        if (oldest !== key && !isWanted(oldest)) close(oldest, tile)
      }
    },
    drop(prefix) {
      for (const [key, bitmap] of held) if (key.startsWith(prefix)) close(key, bitmap)
    },
    bytes: () => total,
  }
}
