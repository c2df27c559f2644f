import { type CwaHeader, readCwaHeader, readSector, type Sector, type SectorFault, sectorBytes } from './sector.ts'

export type CwaPiece =
  | { readonly kind: 'header'; readonly header: CwaHeader }
  | { readonly kind: 'sector'; readonly sector: Sector }
  | { readonly kind: 'fault'; readonly fault: SectorFault }

/** Bytes that come in any pieces, as blocks of 512. The last may be shorter. */
function* blocksOf(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let block = new Uint8Array(sectorBytes)
  let filled = 0
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + sectorBytes - filled)
      block.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < sectorBytes) continue
      yield block
      block = new Uint8Array(sectorBytes)
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}

/** Reads a CWA file as it comes, sector by sector: a file of weeks is never held whole. What does not begin with a header gives nothing. */
export function* decodeCwa(pieces: Iterable<Uint8Array>): Generator<CwaPiece> {
  let first: Uint8Array | undefined
  let header: CwaHeader | undefined
  for (const block of blocksOf(pieces)) {
    if (header) {
      const sector = readSector(block)
      yield typeof sector === 'string' ? { kind: 'fault', fault: sector } : { kind: 'sector', sector }
    } else if (first) {
      header = readCwaHeader(Uint8Array.from([...first, ...block]))
      if (!header) break
      yield { kind: 'header', header }
    } else first = block
  }
  if (!header) yield { kind: 'fault', fault: first && first.length === sectorBytes ? 'unknown-object' : 'truncated' }
}

/** A sector with the times of its samples: it begins where the one before it ended, if it comes next and the clocks agree to a second. */
export interface Timed {
  readonly sector: Sector
  readonly startS: number
  readonly endS: number
}

/** Joins sectors in time, as openmovement's own converter does: an offset is only as fine as one sample. */
export function openTimeline(): (sector: Sector) => Timed {
  let before: Sector | undefined
  return sector => {
    const follows = before && sector.sequence === before.sequence + 1 && Math.abs(sector.startS - before.endS) < 1
    const startS = follows && before ? before.endS : sector.startS
    before = sector
    return { sector, startS, endS: sector.endS }
  }
}
