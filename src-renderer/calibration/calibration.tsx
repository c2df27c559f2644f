import { IconColorSwatch, IconRulerMeasure } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { type Action, useActions } from '../ui/actions.ts'
import { Screen } from '../ui/screen.tsx'
import { Answer, Empty } from '../ui/states.tsx'
import styles from './calibration.module.css'
import { CardForm } from './card-form.tsx'
import { CourseCard } from './course-card.tsx'
import { coursesOf } from './courses.ts'
import { StatedForm } from './stated-form.tsx'

/** How large a pixel of each device is and how true its colours are, over time. */
export function CalibrationCockpit() {
  const { t } = useTranslation('calibration')
  const { role } = useMe()
  const [adds, setAdds] = useState<'stated' | 'card'>()
  const calibrations = useQuery(useCutis().review.calibrations.queryOptions({ input: {} }))
  const add: Action = {
    id: 'calibration.add',
    label: t('add'),
    icon: IconRulerMeasure,
    shortcut: 'n',
    perform: () => setAdds('stated'),
    group: t('group'),
  }
  const measure: Action = {
    id: 'calibration.card',
    label: t('card.open'),
    icon: IconColorSwatch,
    shortcut: 'm',
    perform: () => setAdds('card'),
    group: t('group'),
  }
  const close = () => setAdds(undefined)
  const mayAdd = may(role, 'image.capture')
  useActions(mayAdd ? [add, measure] : [])
  return (
    <Screen title={t('title')} tools={mayAdd && [add, measure].map(one => <ActionButton key={one.id} action={one} />)}>
      <div className={styles.page}>
        {adds === 'stated' && <StatedForm known={calibrations.data ?? []} onClose={close} />}
        {adds === 'card' && <CardForm known={calibrations.data ?? []} onClose={close} />}
        <Answer of={calibrations}>
          {all =>
            all.length === 0 ? (
              <Empty icon={IconRulerMeasure} title={t('none')} hint={t('noneHint')} />
            ) : (
              coursesOf(all).map(course => <CourseCard key={course.key} course={course} />)
            )
          }
        </Answer>
      </div>
    </Screen>
  )
}
