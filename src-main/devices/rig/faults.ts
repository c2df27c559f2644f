import { chanceOf } from './chance.ts'

/** Flips one byte in `every` to another value, by a seed: what a bad cable does. Counts how many it hit. */
export function flipping(seed: number, every: number) {
  const chance = chanceOf(seed)
  let flipped = 0
  return {
    flipped: () => flipped,
    damage: (bytes: Uint8Array): Uint8Array =>
      bytes.map(byte => {
        if (chance() >= 1 / every) return byte
        flipped += 1
        return byte ^ (1 + Math.floor(chance() * 255))
      }),
  }
}

/** Cuts a stream into pieces of 1 to `most` bytes, by a seed. */
export function cutting(seed: number, most: number): (length: number) => number {
  const chance = chanceOf(seed)
  return () => 1 + Math.floor(chance() * most)
}
