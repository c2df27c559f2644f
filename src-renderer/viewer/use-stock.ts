import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useAhead, useBytes } from '../link/index.ts'
import { needsOf } from './door.ts'
import type { Picture, PictureRef } from './picture.ts'
import { openStock } from './stock.ts'

const keyOf = (refs: readonly PictureRef[]): string =>
  refs.map(({ id, longPx, damaged }) => `${id}:${longPx}${damaged ? '!' : ''}`).join(' ')

/**
 * The pictures now on screen, loaded in this order of sharpness: screen level, then their tiles or the whole. `soon` are fetched at screen
 * size ahead of need. All pixels are given back when the screen is left.
 */
export function usePictures(now: readonly PictureRef[], soon: readonly PictureRef[]): readonly Picture[] {
  const bytes = useBytes()
  const ahead = useAhead()
  const needs = useMemo(() => ({ ...needsOf(bytes), ready: ahead.take }), [bytes, ahead])
  const stock = useMemo(() => openStock(needs), [needs])
  useEffect(() => stock.empty, [stock])

  const wanted = `${keyOf(now)}|${keyOf(soon)}`
  const latest = useRef({ now, soon })
  useEffect(() => {
    latest.current = { now, soon }
  })
  useEffect(() => {
    if (wanted !== '') stock.want(latest.current.now, latest.current.soon)
  }, [stock, wanted])

  return useSyncExternalStore(stock.watch, stock.shown)
}
