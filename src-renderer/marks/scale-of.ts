import type { Device, Shot } from '../../src-shared/contract/capture.ts'
import type { Scale } from '../../src-shared/contract/marks.ts'
import type { Calibration, Mark } from '../../src-shared/contract/review.ts'

/** Where the scale of a picture is known from; `mark` where a clinician confirmed it on this very picture. */
export type ScaleFound =
  | { readonly from: 'mark'; readonly scale: Scale; readonly mark: Mark }
  | { readonly from: 'profile'; readonly scale: Scale; readonly calibration: Calibration }
  | { readonly from: 'dicom'; readonly scale: Scale }

/** Relative uncertainty, k = 2, taken where a spacing or calibration is stated without one. */
const statedUncertainty = 0.05

/** What of a device a calibration holds for: the kind of light and contact, the lens and the zoom; empty where nothing is known. */
export function settingOf({ dermoscopic, settings = {} }: Pick<Device, 'dermoscopic' | 'settings'>): string {
  const { magnification, lens, zoom } = settings
  const parts = [
    dermoscopic,
    magnification !== undefined && `magnification ${magnification}`,
    lens !== undefined && `lens ${lens}`,
    zoom !== undefined && zoom !== 1 && `zoom ${zoom}`,
  ]
  return parts.filter(Boolean).join(', ').slice(0, 100)
}

const longPxOf = ({ widthPx, heightPx }: Pick<Shot, 'widthPx' | 'heightPx'>): number => Math.max(widthPx, heightPx)

/** The device's newest calibration that holds for a picture: same device, same setting, same size; taken before it where there is one. */
export function calibrationFor(shot: Shot, calibrations: readonly Calibration[]): Calibration | undefined {
  const fitting = calibrations
    .filter(
      one =>
        one.umPerPx !== undefined &&
        one.deviceLabel === shot.device.label &&
        one.setting === settingOf(shot.device) &&
        one.longPx === longPxOf(shot),
    )
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return fitting.find(({ at }) => Date.parse(at) <= Date.parse(shot.takenAt)) ?? fitting.at(-1)
}

/** The newest confirmed scale of a picture. */
const scaleMarkOf = (marks: readonly Mark[]): ScaleFound | undefined => {
  const mark = marks.findLast(({ body, state }) => body.kind === 'scale' && state === 'current')
  return mark?.body.kind === 'scale' ? { from: 'mark', scale: mark.body.scale, mark } : undefined
}

const profileOf = (calibration: Calibration | undefined): ScaleFound | undefined => {
  if (calibration?.umPerPx === undefined) return undefined
  const { umPerPx, relativeUncertainty = statedUncertainty } = calibration
  return { from: 'profile', calibration, scale: { umPerPx, relativeUncertainty, source: 'profile' } }
}

/** Spacing that the picture's own header stated, mm a px, where an importer kept it with the device's settings. */
const headerOf = ({ device: { settings } }: Shot): ScaleFound | undefined => {
  const mm = settings?.['pixelSpacingMm']
  if (typeof mm !== 'number' || !(mm > 0) || mm > 10) return undefined
  return { from: 'dicom', scale: { umPerPx: mm * 1000, relativeUncertainty: statedUncertainty, source: 'dicom' } }
}

/** The scale of a picture: as confirmed on it, else of its device, else as its header says, else unknown: then only px are said. */
export const scaleOf = (
  shot: Shot,
  marks: readonly Mark[],
  calibrations: readonly Calibration[],
): ScaleFound | undefined => scaleMarkOf(marks) ?? profileOf(calibrationFor(shot, calibrations)) ?? headerOf(shot)
