import { AimSheet } from './aim-sheet.tsx'
import { CameraPanel } from './camera-panel.tsx'
import { CaptureBar } from './capture-bar.tsx'
import styles from './capture-desk.module.css'
import { ChecklistPanel } from './checklist-panel.tsx'
import { ClipSheet } from './clip-sheet.tsx'
import { DeviceSheet } from './device-sheet.tsx'
import { LiveView } from './live-view.tsx'
import { MiniMap } from './mini-map.tsx'
import { Notices } from './notices.tsx'
import { PedalSheet } from './pedal-sheet.tsx'
import { ReviewView } from './review-view.tsx'
import { TargetPanel } from './target-panel.tsx'
import { type CaptureModel, useCaptureModel } from './use-capture-model.ts'
import type { Given } from './use-desk.ts'

/** The desk of one visit's photography: checklist, picture, target. */
export function CaptureDesk(given: Given) {
  const model = useCaptureModel(given)
  const { desk, aimAt, answer } = model
  return (
    <div className={styles.desk}>
      <ChecklistPanel
        items={desk.items}
        aim={desk.aim}
        toTake={desk.toTake}
        shots={given.shots}
        onAim={aimAt}
        onAnswer={answer}
      />
      <section className={styles.middle}>
        <Stage model={model} />
        <CaptureBar model={model} />
        <Sheet model={model} />
      </section>
      <Side model={model} />
    </div>
  )
}

/** The picture: live, or the still that waits. */
function Stage({ model }: { model: CaptureModel }) {
  const { given, desk, taking, review, ghost } = model
  const { video, camera, life, frozen, imports, shutter } = taking
  const keptCount = given.shots.filter(({ state }) => state === 'kept').length
  return (
    <div className={styles.stage} {...imports.dropProps}>
      <LiveView
        video={video}
        camera={camera}
        life={life}
        frozen={frozen}
        ghost={ghost.shown}
        presentation={given.caseRow.presentation}
        keptCount={keptCount}
      />
      {review && <ReviewView review={review} label={desk.view?.label ?? desk.aim.view} />}
      <Notices imports={imports} shutterError={shutter.error} />
    </div>
  )
}

/** What lies over picture and buttons while a site, a lesion or pictures of a device are chosen. */
function Sheet({ model: { given, desk, sheet, onDevice, pedals, clip } }: { model: CaptureModel }) {
  const { siteCode, laterality } = desk.aim
  if (sheet.task === undefined) return undefined
  if (sheet.task === 'device') return <DeviceSheet desk={onDevice} onClose={sheet.close} />
  if (sheet.task === 'clip')
    return clip.clip && <ClipSheet clip={clip.clip} given={given} desk={desk} onClose={clip.discard} />
  if (sheet.task === 'pedals') return <PedalSheet desk={pedals} onClose={sheet.close} />
  return (
    <AimSheet
      task={sheet.task}
      patientId={given.place.patientId}
      lesions={given.lesions}
      start={siteCode === undefined ? undefined : { siteCode, laterality }}
      onSite={sheet.onSite}
      onLesion={sheet.onLesion}
      onClose={sheet.close}
    />
  )
}

function Side({ model: { given, desk, sheet, taking, actions } }: { model: CaptureModel }) {
  return (
    <aside className={styles.right}>
      <TargetPanel
        aim={desk.aim}
        lesions={given.lesions}
        onLesion={sheet.onLesion}
        onNewLesion={() => sheet.open('lesion')}
        onSite={() => sheet.open('site')}
      />
      <div className={styles.map}>
        <MiniMap lesions={given.lesions} aim={desk.aim} onLesion={sheet.onLesion} />
      </div>
      <CameraPanel
        camera={taking.camera}
        profile={taking.profile}
        dermatoscope={desk.dermoscope}
        onDermatoscope={desk.setDermoscope}
        lens={desk.lens}
        onLens={desk.setLens}
        pedals={actions.pedals}
      />
    </aside>
  )
}
