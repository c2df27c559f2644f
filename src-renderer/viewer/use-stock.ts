import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useBytes } from '../link/index.ts'
import type { Picture, PictureNeeds, PictureRef } from './picture.ts'
import { openStock } from './stock.ts'

/** Reads a level through the bytes door; a refusal keeps the door's code. */
async function load(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal })
  if (answer.ok) return answer.blob()
  const said = (await answer.json().catch(() => ({}))) as { code?: unknown }
  throw Object.assign(new Error('picture refused'), { code: said.code })
}

const keyOf = (refs: readonly PictureRef[]): string => refs.map(({ id, longPx }) => `${id}:${longPx}`).join(' ')

/**
 * The pictures now on screen, loaded in this order of sharpness: screen level, then whole. `soon` are fetched at screen
 * size ahead of need. All pixels are given back when the screen is left.
 */
export function usePictures(now: readonly PictureRef[], soon: readonly PictureRef[]): readonly Picture[] {
  const { urlOf } = useBytes()
  const needs = useMemo<PictureNeeds>(
    () => ({
      load: (id, level, signal) => load(urlOf(id, level), signal),
      decode: blob => createImageBitmap(blob),
    }),
    [urlOf],
  )
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
