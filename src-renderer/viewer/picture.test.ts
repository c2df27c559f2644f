import { describe, expect, test } from 'vitest'
import { openPicture, type PictureNeeds } from './picture.ts'
import { openStock } from './stock.ts'

/** Lets every promise that is on its way arrive. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(resolve => setTimeout(resolve, 0))
}

/** A decoder that makes bitmaps of the size written in the blob and counts which are still open. */
const bench = (levels: Record<string, string | Error>) => {
  const open = new Set<string>()
  const loads: string[] = []
  let made = 0
  const needs: PictureNeeds = {
    load: async (id, level) => {
      loads.push(`${id}/${level}`)
      const answer = levels[`${id}/${level}`]
      if (answer === undefined || answer instanceof Error)
        throw answer ?? Object.assign(new Error('none'), { code: 'input.invalid' })
      return new Blob([answer])
    },
    decode: async blob => {
      const text = await blob.text()
      if (text === 'odd') throw new DOMException('', 'InvalidStateError')
      const [width = 0, height = 0] = text.split('x').map(Number)
      const name = `${text}#${made++}`
      open.add(name)
      return { width, height, close: () => void open.delete(name) } as ImageBitmap
    },
  }
  return { open, loads, needs }
}

const ref = { id: 'a', longPx: 4000 }

describe('a picture', () => {
  test('comes at screen size, then whole, and is measured in the px of the original', async () => {
    const { needs } = bench({ 'a/screen': '1600x1200', 'a/full': '4000x3000' })
    const seen: string[] = []
    const picture = openPicture(ref, needs)
    picture.watch(() => {
      const state = picture.state()
      seen.push(state.kind === 'shown' ? `${state.sharpest} ${state.size.width}x${state.size.height}` : state.kind)
    })
    picture.want('full')
    await settled()
    expect(seen).toEqual(['screen 4000x3000', 'full 4000x3000'])
    expect(picture.pixelsFor(800)?.width).toBe(1600)
    expect(picture.pixelsFor(2000)?.width).toBe(4000)
    expect(picture.pixelsFor(9000)?.width).toBe(4000)
  })

  test('without a screen level yet the original is shown', async () => {
    const { needs } = bench({ 'a/full': '3000x4000' })
    const picture = openPicture(ref, needs)
    picture.want('screen')
    await settled()
    expect(picture.state()).toMatchObject({ kind: 'shown', sharpest: 'full', size: { width: 3000, height: 4000 } })
  })

  test('a broken seal of the original is damage, even where the screen level still reads', async () => {
    const broken = Object.assign(new Error(''), { code: 'vault.blobDamaged' })
    const { needs } = bench({ 'a/screen': '1600x1200', 'a/full': broken })
    const picture = openPicture(ref, needs)
    picture.want('full')
    await settled()
    expect(picture.state()).toEqual({ kind: 'damaged' })
  })

  test('an original this browser cannot draw is shown reduced, and says so', async () => {
    const { needs } = bench({ 'a/screen': '1600x1200', 'a/full': 'odd' })
    const picture = openPicture(ref, needs)
    picture.want('full')
    await settled()
    expect(picture.state()).toMatchObject({ kind: 'shown', sharpest: 'screen', reduced: true })
  })
})

describe('a picture in trouble', () => {
  test('a failure can be tried again', async () => {
    const levels: Record<string, string> = {}
    const { needs } = bench(levels)
    const picture = openPicture(ref, needs)
    picture.want('full')
    await settled()
    expect(picture.state().kind).toBe('failed')
    levels['a/full'] = '4000x3000'
    picture.retry()
    await settled()
    expect(picture.state().kind).toBe('shown')
  })

  test('closing gives back all pixels, also those still on their way', async () => {
    const { needs, open } = bench({ 'a/screen': '1600x1200', 'a/full': '4000x3000' })
    const picture = openPicture(ref, needs)
    picture.want('full')
    picture.close()
    await settled()
    expect(open.size).toBe(0)
  })
})

describe('the stock', () => {
  test('holds what is shown whole, what is next at screen size, and frees the rest', async () => {
    const { needs, open, loads } = bench({
      'a/screen': '1600x1200',
      'a/full': '4000x3000',
      'b/screen': '1600x1200',
      'b/full': '4000x3000',
      'c/screen': '1600x1200',
    })
    const stock = openStock(needs)
    const [a, b, c] = ['a', 'b', 'c'].map(id => ({ id, longPx: 4000 }))
    if (!a || !b || !c) throw new Error('three')
    stock.want([a], [b])
    await settled()
    expect(loads.sort()).toEqual(['a/full', 'a/screen', 'b/screen'])
    expect(open.size).toBe(3)
    stock.want([b], [c])
    await settled()
    expect(loads.filter(load => load.startsWith('b')).sort()).toEqual(['b/full', 'b/screen'])
    expect(open.size).toBe(3)
    stock.empty()
    expect(open.size).toBe(0)
  })
})
