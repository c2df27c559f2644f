import type { Helper } from '../kernel/process.ts'
import type { Painted, Wanted } from './painter-process.ts'

export interface Painter {
  /** The drawn picture as JPEG bytes. Rejects when the painter's process ended first. */
  paint(wanted: Wanted): Promise<Uint8Array>
  close(): void
}

/** Several painters: each picture goes to the one with the fewest to do. */
export function openPainters(start: () => Helper, count: number): Painter {
  const painters = Array.from({ length: count }, () => ({ painter: openPainter(start), orders: 0 }))
  return {
    paint: async wanted => {
      const [idlest] = painters.toSorted((one, other) => one.orders - other.orders)
      if (idlest === undefined) throw new Error('no painter')
      idlest.orders += 1
      return await idlest.painter.paint(wanted).finally(() => {
        idlest.orders -= 1
      })
    },
    close: () => {
      for (const { painter } of painters) painter.close()
    },
  }
}

/** Paints in a process of its own: a second's work per picture would hold up everybody at the workstation. */
function openPainter(start: () => Helper): Painter {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>()
  let helper: Helper | undefined
  let orders = 0

  const started = (): Helper => {
    const made = start()
    made.onMessage(message => {
      const { id, jpeg } = message as Painted
      waiting.get(id)?.resolve(jpeg)
      waiting.delete(id)
    })
    made.onExit(() => {
      if (helper === made) helper = undefined
      for (const order of waiting.values()) order.reject(new Error('the painter ended'))
      waiting.clear()
    })
    return made
  }

  return {
    paint(wanted) {
      helper ??= started()
      const order = Promise.withResolvers<Uint8Array>()
      const id = ++orders
      waiting.set(id, order)
      helper.send({ id, wanted })
      return order.promise
    },
    close: () => helper?.kill(),
  }
}
