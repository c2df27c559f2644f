/** Decrypted small files (thumbnails, screen levels), least recently used first out, zeroed when they go. */
export interface PlainCache {
  fits(size: number): boolean
  get(id: string): Buffer | undefined
  put(id: string, plain: Buffer): void
  clear(): void
}

export function plainCache(eachBytes = 512 * 1024, allBytes = 48 * 1024 * 1024): PlainCache {
  const kept = new Map<string, Buffer>()
  let total = 0
  const drop = (id: string, plain: Buffer): void => {
    kept.delete(id)
    total -= plain.length
    plain.fill(0)
  }
  return {
    fits: size => size <= eachBytes,
    get(id) {
      const plain = kept.get(id)
      if (plain === undefined) return undefined
      kept.delete(id)
      kept.set(id, plain)
      return plain
    },
    put(id, plain) {
      if (kept.has(id)) return
      kept.set(id, plain)
      total += plain.length
      for (const [oldId, old] of kept) {
        if (total <= allBytes) break
        if (oldId !== id) drop(oldId, old)
      }
    },
    clear() {
      for (const [id, plain] of kept) drop(id, plain)
    },
  }
}
