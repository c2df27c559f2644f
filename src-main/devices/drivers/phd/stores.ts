import { Reader, u16 } from './bytes.ts'
import { allSegments, pieceStatus, type SegmentPiece, segmentsOf } from './segments.ts'
import { type Action, actionOf, actions } from './services.ts'

interface Place {
  readonly handle: number
  readonly instance: number
}

/**
 * Asks one store after another for its segments, and each segment for its entries. What to say next is its only output. Clearing a
 * segment, which the document allows after a transfer, is not in it: what a device holds stays in it.
 */
export class StoreWalk {
  readonly #stores: number[] = []
  readonly #segments: Place[] = []
  #coming: Place | undefined

  /** True while pieces of a segment are to come. */
  get isComing(): boolean {
    return this.#coming !== undefined
  }

  start(handles: readonly number[]): Action | undefined {
    this.#stores.splice(0, Infinity, ...handles)
    this.#segments.splice(0)
    this.#coming = undefined
    return this.#next()
  }

  #next(): Action | undefined {
    const segment = this.#segments.shift()
    if (segment) {
      const info = Uint8Array.from(u16(segment.instance))
      return { handle: segment.handle, type: actions.triggerSegment, info }
    }
    const handle = this.#stores.shift()
    return handle === undefined ? undefined : { handle, type: actions.segmentInfo, info: allSegments }
  }

  /** An answer to what was asked last; none where the device refused. */
  answered(body: Uint8Array | undefined): Action | undefined {
    if (!body) return this.#next()
    const { handle, type, info } = actionOf(body)
    if (type === actions.segmentInfo) {
      this.#segments.push(...segmentsOf(info).map(({ instance }) => ({ handle, instance })))
      return this.#next()
    }
    const reader = new Reader(info)
    const instance = reader.u16()
    if (reader.u16() !== 0) return this.#next()
    this.#coming = { handle, instance }
    return undefined
  }

  /** A piece has come; after the last one the next question. */
  came(handle: number, { instance, status }: SegmentPiece): Action | undefined {
    const isLast = (status & (pieceStatus.last | pieceStatus.agentAbort)) !== 0
    if (!isLast || this.#coming?.handle !== handle || this.#coming.instance !== instance) return undefined
    this.#coming = undefined
    return this.#next()
  }
}
