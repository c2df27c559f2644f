import type { Spot } from './spot.ts'

const ways: Readonly<Record<string, Spot>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const stepCss = 10

/** What a key means to the drawing surface. */
export type KeyStroke =
  | { readonly kind: 'step'; readonly by: Spot }
  | { readonly kind: 'set' | 'end' | 'back' | 'leave' }
  | undefined

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

const plain: Readonly<Record<string, KeyStroke>> = {
  Enter: { kind: 'set' },
  ' ': { kind: 'set' },
  Backspace: { kind: 'back' },
  Escape: { kind: 'leave' },
}

/** Arrows move the crosshair by 10 CSS px, with Shift by 1; Enter or Space set a point, Shift Enter ends, Backspace takes back, Escape leaves. */
export function keyStrokeOf({ key, shiftKey, ctrlKey, metaKey }: Key): KeyStroke {
  if (ctrlKey || metaKey) return undefined
  const way = ways[key]
  if (way) {
    const css = shiftKey ? 1 : stepCss
    return { kind: 'step', by: [way[0] * css, way[1] * css] }
  }
  return shiftKey && key === 'Enter' ? { kind: 'end' } : plain[key]
}
