import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../../build/run.ts'

/** The peers' files over plain HTTP, and one empty page; nothing is encrypted there. */
export async function openPlainServer(folder: string) {
  const script = join(root, 'node_modules/openseadragon/build/openseadragon/openseadragon.min.js')
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = path === '/osd.js' ? script : join(folder, normalize(path))
    if (path !== '/' && existsSync(file)) return void createReadStream(file).pipe(answer)
    answer.setHeader('content-type', 'text/html')
    answer.statusCode = path === '/' ? 200 : 404
    answer.end('<!doctype html><title>peer</title><script src="/osd.js"></script><body>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

interface OsdViewer {
  viewport: { zoomBy(factor: number, at: object, now: boolean): void; panBy(by: object, now: boolean): void }
  world: { getItemAt(at: number): { getFullyLoaded(): boolean } | undefined }
  addHandler(name: string, run: () => void): void
  destroy(): void
}
interface Osd {
  (options: object): OsdViewer
  Point: new (x: number, y: number) => object
}

/** Two OpenSeadragon viewers side by side, from nothing until both are fully loaded and painted, ms. They stay open. */
export const osdTwo = (page: Page, sources: readonly string[]): Promise<number> =>
  page.evaluate(async all => {
    const host = globalThis as unknown as { OpenSeadragon: Osd; viewers?: OsdViewer[] }
    for (const viewer of host.viewers ?? []) viewer.destroy()
    document.body.replaceChildren()
    document.body.style.cssText = 'margin:0;display:flex;overflow:hidden'
    const painted = () => new Promise<void>(resolve => requestAnimationFrame(() => setTimeout(resolve)))
    await painted()
    const start = performance.now()
    host.viewers = all.map(tileSources => {
      const element = document.createElement('div')
      element.style.cssText = `width:${Math.floor(innerWidth / 2)}px;height:${innerHeight}px;background:#1e1e1e`
      document.body.append(element)
      return host.OpenSeadragon({
        element,
        tileSources,
        showNavigationControl: false,
        animationTime: 0,
        immediateRender: true,
        blendTime: 0,
      })
    })
    const loaded = () => host.viewers?.every(({ world }) => world.getItemAt(0)?.getFullyLoaded())
    while (!loaded()) {
      if (performance.now() - start > 60_000) throw new Error('OpenSeadragon loaded nothing')
      await new Promise(resolve => requestAnimationFrame(resolve))
    }
    await painted()
    return performance.now() - start
  }, sources)

/** The same zoom and pan as ours, in both viewers; ms from frame to frame. */
export const osdPanZoom = (page: Page, frames: number): Promise<number[]> =>
  page.evaluate(async count => {
    const { OpenSeadragon, viewers = [] } = globalThis as unknown as { OpenSeadragon: Osd; viewers?: OsdViewer[] }
    const { Point } = OpenSeadragon
    const gaps: number[] = []
    let zoom = 1
    let last = performance.now()
    for (let at = 0; at < count; at++) {
      await new Promise<void>(resolve => requestAnimationFrame(() => resolve()))
      const now = performance.now()
      if (at > 0) gaps.push(now - last)
      last = now
      if (at < count / 4) zoom *= 1.03
      for (const { viewport } of viewers) {
        if (at < count / 4) viewport.zoomBy(1.03, new Point(0.6, 0.33), true)
        else viewport.panBy(new Point((-0.02 * Math.cos(at / 9)) / zoom, (-0.02 * Math.sin(at / 7)) / zoom), true)
      }
    }
    return gaps
  }, frames)

/** Two plain <img> on top of each other, one shown: ms from the change until it is painted. */
export const imagesBlink = (page: Page, sources: readonly string[], turns: number): Promise<number[]> =>
  page.evaluate(
    async ({ all, count }) => {
      document.body.replaceChildren()
      const images = all.map(src => Object.assign(new Image(), { src }))
      for (const image of images) image.style.cssText = 'position:absolute;left:0;top:0;width:800px;visibility:hidden'
      document.body.append(...images)
      await Promise.all(images.map(image => image.decode()))
      const times: number[] = []
      for (let turn = -2; turn < count; turn++) {
        const start = performance.now()
        for (const [at, image] of images.entries())
          image.style.visibility = at === Math.abs(turn) % 2 ? 'visible' : 'hidden'
        await new Promise<void>(resolve => requestAnimationFrame(() => setTimeout(resolve)))
        if (turn >= 0) times.push(performance.now() - start)
      }
      return times
    },
    { all: sources, count: turns },
  )
