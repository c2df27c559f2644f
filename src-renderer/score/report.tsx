import { IconPhotoOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCutis } from '../link/index.ts'
import { Empty, type PlaceProps, Screen } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { ReportForm } from './report-form.tsx'
import { ReportPaper } from './report-paper.tsx'

/** The ten-item dermoscopy report of one picture: a form until it is signed, then a page to read and print. */
export function Report({ place }: PlaceProps<'report'>) {
  const { t } = useTranslation('dermoscopyReport')
  const cutis = useCutis()
  const { patientId, blobId } = place
  const [opened, setOpened] = useState<string>()
  const view = useQuery(cutis.records.patient.queryOptions({ input: { patientId } }))
  const shots = useQuery(cutis.capture.shots.queryOptions({ input: { patientId } }))
  const marks = useQuery(cutis.review.marks.queryOptions({ input: { patientId } }))
  return (
    <Answer of={view}>
      {patient => (
        <Answer of={shots}>
          {all => (
            <Answer of={marks}>
              {known => {
                const shot = all.find(one => one.blobId === blobId)
                if (!shot)
                  return (
                    <Screen title={t('title')}>
                      <Empty icon={IconPhotoOff} title={t('voidedPicture')} />
                    </Screen>
                  )
                const given = { shot, shots: all, marks: known, view: patient }
                const report = known.find(({ markId }) => markId === opened)
                if (report?.body.kind === 'report')
                  return <ReportPaper {...given} mark={report} body={report.body} onBack={() => setOpened(undefined)} />
                return <ReportForm {...given} onOpen={setOpened} />
              }}
            </Answer>
          )}
        </Answer>
      )}
    </Answer>
  )
}
