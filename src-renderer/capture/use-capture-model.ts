import { useBack } from '../ui/place.ts'
import { aimedAt, type Item, nextItem } from './checklist.ts'
import { pickPictures } from './file-picker.ts'
import { useSessions } from './session.ts'
import { useCaptureActions } from './use-capture-actions.ts'
import { useClip } from './use-clip.ts'
import { type Given, useDesk } from './use-desk.ts'
import { useDeviceImages } from './use-device-images.ts'
import { useGhost } from './use-ghost.ts'
import { useKeep } from './use-keep.ts'
import { useFootPedals, usePedalMap } from './use-pedals.ts'
import { useSheet } from './use-sheet.ts'
import { useTaking } from './use-taking.ts'

/** The whole of the capture screen but its drawing: what is aimed at, what the camera shows, what one can do. */
export function useCaptureModel(given: Given) {
  const { caseId } = given.place
  const desk = useDesk(given)
  const taking = useTaking(given, desk)
  const sheet = useSheet(desk)
  const ghost = useGhost(desk, given.patient)
  const onDevice = useDeviceImages({ open: sheet.task === 'device', imports: taking.imports })
  const live = taking.camera.state.kind === 'live' ? taking.camera.state : undefined
  const clip = useClip(given, desk, live?.stream)
  const keep = useKeep(given, desk)
  const leave = useBack()
  const { aim, session } = desk
  const review = session?.review
  const aimAt = (item: Item) => desk.aimAt(aimedAt(desk.work, aim, item))
  const pedalMap = usePedalMap()
  const items = desk.items.filter(({ lesion }) => !lesion || lesion.lesionId === aim.lesionId)
  const actions = useCaptureActions({
    review,
    covered: sheet.task !== undefined,
    siteKnown: aim.siteCode !== undefined,
    shutterOff: taking.off,
    frozen: taking.frozen,
    ghostOff: ghost.off,
    items,
    next: nextItem(desk.items, aim),
    pedalMap: pedalMap.map,
    pedals: () => sheet.open('pedals'),
    press: taking.shutter.press,
    keep: () => void keep(),
    retake: () => review && useSessions.getState().letGo(caseId, review.still),
    freeze: () => taking.setFrozen(now => !now),
    ghost: ghost.toggle,
    site: () => sheet.open('site'),
    files: () => pickPictures(files => taking.imports.add(files, 'file')),
    fromDevice: () => sheet.open('device'),
    record: clip.toggle,
    recording: clip.recording,
    recordOff: clip.off,
    leave,
    aimAt,
  })
  const { shutter, freeze, next } = actions
  const deciding = review ? { keep: actions.keep, retake: actions.retake } : {}
  const offered = sheet.task === undefined ? { shutter, freeze, next, ...deciding } : {}
  const pedals = { ...pedalMap, ...useFootPedals(pedalMap.map, offered) }
  const answer = (view: string, affected: boolean) => useSessions.getState().answer(caseId, view, affected)
  return { given, desk, taking, sheet, clip, ghost, onDevice, pedals, review, actions, aimAt, answer }
}

export type CaptureModel = ReturnType<typeof useCaptureModel>
