import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useBytes, useCutis, useMe } from '../link/index.ts'
import { discColour, squareAround } from '../marks/colour-sample.ts'
import { type Reshape, reshaped, type Tool } from '../marks/drawing.ts'
import { originalPixels } from '../marks/original-pixels.ts'
import { measurementOf, outlineAs, outlineOf, placingOf } from '../marks/remeasured.ts'
import { type ScaleFound, scaleOf } from '../marks/scale-of.ts'
import { crossesItself, distance, type Spot, simplified } from '../marks/spot.ts'
import { type Marks, useMarks } from '../marks/use-marks.ts'
import { useGrey } from './use-grey.ts'
import { keepOutline, suggestedId, useBrushInHand, useOutline } from './use-outline.ts'
import { useRuler } from './use-ruler.ts'

/** A line drawn over something of known length, before its length is typed. */
export interface Marker {
  readonly blobId: BlobId
  readonly line: readonly [Spot, Spot]
  readonly placePx: number
}

/** What the tool in the hand is for. */
type Purpose = 'measure' | 'marker' | 'outline'

/** Why nothing may be drawn on a picture, in words; undefined where it may. */
function useOffWhy(shot: Shot | undefined): string | undefined {
  const { t } = useTranslation('case')
  const { role } = useMe()
  if (!may(role, 'mark.write')) return t('measureReadOnly')
  if (shot?.state === 'damaged') return t('measureDamaged')
  return shot?.state === 'voided' ? t('measureVoided') : undefined
}

const spotsOf = (points: readonly Spot[]): [number, number][] => points.map(([x, y]) => [x, y])

/** Takes colour samples from the original's own pixels. */
function useSample(shot: Shot | undefined, marks: Marks) {
  const { urlOf } = useBytes()
  return useMutation({
    mutationFn: async (points: readonly Spot[]) => {
      const [centre, edge] = points
      if (!shot || !centre || !edge) return
      const radiusPx = Math.max(0.75, distance(centre, edge))
      const patch = squareAround(centre, radiusPx, shot)
      const pixels = await originalPixels(urlOf(shot.blobId, 'full'), shot, patch)
      const figures = discColour(pixels, {
        centre: [centre[0] - patch.left, centre[1] - patch.top],
        radiusPx,
      })
      if (figures) marks.add({ kind: 'measurement', tool: 'colour', points: spotsOf(points), figures })
    },
  })
}

/** The calibrations of the device that took a picture. */
function useScale(shot: Shot | undefined, marks: Marks): ScaleFound | undefined {
  const deviceLabel = shot?.device.label
  const calibrations = useQuery({
    ...useCutis().review.calibrations.queryOptions({ input: deviceLabel === undefined ? {} : { deviceLabel } }),
    enabled: deviceLabel !== undefined,
  })
  return shot && scaleOf(shot, marks.marks, calibrations.data ?? [])
}

interface Hand {
  readonly tool: Tool
  readonly purpose: Purpose
}

interface DrawingGiven {
  readonly shot: Shot | undefined
  readonly marks: Marks
  readonly scale: ScaleFound | undefined
  readonly hand: Hand | undefined
  readonly onMarker: (marker: Marker) => void
  readonly onOutlined: () => void
  readonly say: (remark: string | undefined) => void
}

/** What becomes of a drawing, and of a point that is moved. */
function useDrawn({ shot, marks, scale, hand, onMarker, onOutlined, say }: DrawingGiven) {
  const { t } = useTranslation('marks')
  const sample = useSample(shot, marks)
  /** A crossing outline has no plain area: it is refused in words. */
  const isPlain = (tool: Tool, points: readonly Spot[]): boolean => {
    const crossing = (tool === 'polygon' || tool === 'region') && crossesItself(points)
    say(crossing ? t('crossing') : undefined)
    return !crossing
  }
  const mark = (points: readonly Spot[], placePx: number) => {
    const [from, to] = points
    if (shot && from && to) onMarker({ blobId: shot.blobId, line: [from, to], placePx })
  }
  const outline = (points: readonly Spot[], placePx: number) => {
    if (!isPlain('region', points)) return
    keepOutline(marks, outlineOf({ points: simplified(points, placePx), placePx }, scale?.scale))
    onOutlined()
  }
  const drawn = (tool: Tool, points: readonly Spot[], placePx: number) => {
    if (hand?.purpose === 'marker') mark(points, placePx)
    else if (hand?.purpose === 'outline') outline(points, placePx)
    else if (tool === 'colour') sample.mutate(points)
    else if (tool !== 'region' && isPlain(tool, points))
      marks.add(measurementOf({ tool, points, placePx }, scale?.scale))
  }
  const redraw = (mark: Mark, body: MarkOf<'measurement'>, change: Reshape) => {
    const { tool } = body
    const points = reshaped(tool, body.points, change)
    if (tool === 'colour' || !isPlain(tool, points)) return
    marks.change(mark, { ...body, ...measurementOf({ tool, points, placePx: placingOf(body) }, scale?.scale) })
  }
  const redrawOutline = (mark: Mark, body: MarkOf<'outline'>, change: Reshape) => {
    const ring = reshaped('region', body.rings[0] ?? [], change)
    if (isPlain('region', ring))
      marks.change(mark, { ...outlineAs(body, ring, scale?.scale), edited: body.origin !== 'hand' })
  }
  const reshape = (id: string, change: Reshape) => {
    const mark = marks.marks.find(({ markId }) => markId === id)
    if (mark?.body.kind === 'measurement') redraw(mark, mark.body, change)
    if (mark?.body.kind === 'outline') redrawOutline(mark, mark.body, change)
  }
  return { drawn, reshape, failed: sample.error }
}

interface Outlining {
  readonly outline: ReturnType<typeof useOutline>
  readonly brush: ReturnType<typeof useBrushInHand>
  readonly may: boolean
  readonly take: (hand: Hand | undefined) => void
  readonly setChosen: (id: string | undefined) => void
}

/** What is done to the suggested outline: its corners are held while it is chosen, and the brush is laid down with it. */
function outlining({ outline, brush, may: mayWrite, take, setChosen }: Outlining) {
  return {
    outline,
    brush: {
      ...brush,
      // It stays in the hand only while there is something to change.
      inHand: outline.brushes && mayWrite ? brush.inHand : undefined,
    },
    editOutline: () => {
      take(undefined)
      outline.edit()
      if (!outline.editing) setChosen(suggestedId)
    },
    // What is chosen else takes the corners out of the hand.
    setChosen: (id: string | undefined) => {
      outline.rest()
      setChosen(id)
    },
    confirmOutline: () => {
      take(undefined)
      outline.confirm()
    },
    rejectOutline: () => {
      take(undefined)
      outline.reject()
    },
  }
}

/** Measuring on the picture on screen: its marks and scale, the tool in the hand, and what is chosen. */
export function useMeasuring(shot: Shot | undefined) {
  const { t } = useTranslation('marks')
  const marks = useMarks(shot)
  const offWhy = useOffWhy(shot)
  const scale = useScale(shot, marks)
  const grey = useGrey(shot)
  const ruler = useRuler(shot, marks)
  const [hand, setHand] = useState<Hand>()
  const [chosen, setChosen] = useState<string>()
  const [marker, setMarker] = useState<Marker>()
  const [remark, setRemark] = useState<string>()
  const onMarker = (next: Marker) => {
    setHand(undefined)
    setMarker(next)
  }
  const { drawn, reshape, failed } = useDrawn({
    shot,
    marks,
    scale,
    hand,
    onMarker,
    onOutlined: () => setHand(undefined),
    say: setRemark,
  })
  const outline = useOutline({ shot, marks, scale: scale?.scale, chosen, say: setRemark })
  const brush = useBrushInHand()
  const take = (next: Hand | undefined) => {
    brush.set(undefined)
    outline.rest()
    setHand(next)
    setChosen(undefined)
    setRemark(undefined)
    marks.forgetError()
  }
  return {
    shot,
    marks,
    scale,
    grey,
    ruler,
    ...outlining({ outline, brush, may: offWhy === undefined, take, setChosen }),
    offWhy,
    tool: offWhy === undefined ? hand?.tool : undefined,
    setTool: (tool: Tool | undefined) => take(tool && { tool, purpose: 'measure' }),
    beginOutline: () => take({ tool: 'region', purpose: 'outline' }),
    beginMarker: () => take({ tool: 'length', purpose: 'marker' }),
    // One that was drawn on another picture says nothing here.
    marker: marker?.blobId === shot?.blobId ? marker : undefined,
    setMarker,
    chosen,
    remark,
    outside: () => setRemark(t('outside')),
    error: marks.error ?? failed ?? marks.query.error,
    drawn,
    reshape: (id: string, change: Reshape) => (id === suggestedId ? outline.reshape(change) : reshape(id, change)),
  }
}
export type Measuring = ReturnType<typeof useMeasuring>
