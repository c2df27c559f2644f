/* Runs in the page: the app's own sheet of small pictures, and a grid of plain images of the same make. Bundled by its benches. */
import { openThumbs, partsOf } from '../../src-renderer/link/thumbs.ts'
import { openSheet } from '../../src-renderer/ui/sheet.ts'

const painted = () => new Promise<void>(resolve => requestAnimationFrame(() => setTimeout(resolve)))
const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))

/** As viewer/thumbs.module.css has it, with wider pictures. */
const look = `
  body { margin: 0; background: #f6f6f6; font: 12px/16px sans-serif }
  .scroll { height: 100vh; overflow: auto }
  .grid { position: relative; isolation: isolate; display: grid; gap: 4px }
  .grid { grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)) }
  .grid > canvas { position: absolute; z-index: 1; top: 0; left: 0; pointer-events: none }
  button { position: relative; display: flex; flex-direction: column; padding: 0; border: 2px solid transparent }
  button { border-radius: 4px; background: #1e1e1e; font: inherit; text-align: left; overflow: hidden }
  button > span:first-child, img { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: cover }
  button > span:last-child { padding: 2px 6px; background: #fff; color: #555 }`

interface Grid {
  readonly scroller: HTMLElement
  /** Resolves when all pictures in view are on the screen. */
  readonly settled: () => Promise<void>
  readonly close: () => void
}

function newGrid() {
  const style = Object.assign(document.createElement('style'), { textContent: look })
  const scroller = Object.assign(document.createElement('div'), { className: 'scroll' })
  const grid = Object.assign(document.createElement('div'), { className: 'grid' })
  scroller.append(grid)
  const cells = (pictures: readonly HTMLElement[]) => {
    const all = pictures.map((picture, at) => {
      const button = document.createElement('button')
      const caption = Object.assign(document.createElement('span'), { textContent: `${at + 1} · dermoscopic` })
      button.append(picture, caption)
      return button
    })
    grid.append(...all)
    document.body.replaceChildren(style, scroller)
  }
  return { scroller, grid, cells }
}

/** The app's grid: one canvas, its pictures out of the vault by the bytes door. */
function ours(capability: string, ids: readonly string[]): Grid {
  // Where a picture stands more than once it is fetched, decrypted and decoded each time: no store answers a second one.
  const distinct = new Set(ids).size
  const stores = Array.from({ length: Math.ceil(ids.length / distinct) }, () => openThumbs(capability))
  const ask = (place: string) => stores[Math.floor(Number(place) / distinct)]?.ask(ids[Number(place)] ?? '')
  const { scroller, grid, cells } = newGrid()
  const canvas = document.createElement('canvas')
  grid.append(canvas)
  const places = ids.map(() => document.createElement('span'))
  cells(places)
  const sheet = openSheet(canvas, { ask: async place => await ask(place) })
  for (const [at, place] of places.entries()) sheet.add(place, { blobId: String(at), none: () => {} })
  return {
    scroller,
    async settled() {
      await frame()
      while (canvas.dataset['drawn'] === undefined) await frame()
      await painted()
    },
    close() {
      sheet.close()
      for (const store of stores) store.close()
    },
  }
}

/** A grid of plain images at addresses of their own. */
function plain(sources: readonly string[]): Grid {
  const { scroller, cells } = newGrid()
  const images = sources.map(src => Object.assign(new Image(), { src }))
  cells(images)
  return {
    scroller,
    async settled() {
      const inView = images.filter(image => {
        const { top, bottom } = image.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      await Promise.all(inView.map(image => image.decode()))
      await painted()
    },
    close: () => {},
  }
}

/** About as many frames as one way from top to end takes where every frame is in time. */
const frames = 90

/** Scrolls down, and up again at the end, at a speed, px/s: ms from frame to frame, and from the last until all in view is there. */
async function scrolled({ scroller, settled }: Grid, speed: number): Promise<{ gaps: number[]; settle: number }> {
  const gaps: number[] = []
  const way = scroller.scrollHeight - scroller.clientHeight
  let last = await frame()
  let gone = 0
  while (gaps.length < frames) {
    const now = await frame()
    gaps.push(now - last)
    gone += ((now - last) * speed) / 1000
    last = now
    scroller.scrollTop = way - Math.abs(way - (gone % (2 * way)))
  }
  const end = performance.now()
  await settled()
  return { gaps, settle: performance.now() - end }
}

async function run(grid: Grid, speed: number) {
  await grid.settled()
  await new Promise(resolve => setTimeout(resolve, 300))
  const answer = await scrolled(grid, speed)
  grid.close()
  return answer
}

const bench = {
  /** From nothing until a grid of these is fetched, decoded and painted, ms. */
  async open(capability: string, ids: readonly string[]): Promise<number> {
    const start = performance.now()
    const grid = ours(capability, ids)
    await grid.settled()
    const took = performance.now() - start
    grid.close()
    return took
  },
  scrollOurs: (capability: string, [ids, speed]: readonly [readonly string[], number]) =>
    run(ours(capability, ids), speed),
  scrollPlain: (sources: readonly string[], speed: number) => run(plain(sources), speed),
  /** The bytes of small pictures, base64. */
  async bytes(capability: string, ids: readonly string[]): Promise<string[]> {
    const answer = await fetch(`/bytes/${capability}/thumbs/${ids.join(',')}`)
    const parts = partsOf(new Uint8Array(await answer.arrayBuffer()), ids.length)
    return parts.map(part => btoa(String.fromCodePoint(...part)))
  },
}

export type GridBench = typeof bench
Object.assign(globalThis, { cutisGrid: bench })
