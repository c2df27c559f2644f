import { useTranslation } from 'react-i18next'
import { icdOf } from '../../src-shared/clinical/icd.ts'
import type { Order, OrderResult, ShownEvent } from '../../src-shared/contract/orders.ts'
import { ActionButton, dayText, Field, Fields, Panel, stampText } from '../ui/index.ts'
import { KeyLines } from '../ui/key-lines.tsx'
import { doseUnitText } from './draft.ts'
import { OrderClock, OrderState } from './order-table.tsx'
import { aboutOf, whenText } from './order-text.ts'
import styles from './orders.module.css'
import { useOrderTools } from './use-order-tools.ts'
import { type FormOf, useStepActions } from './use-step-actions.ts'

interface DetailsProps {
  readonly order: Order
  readonly openForm: (form: FormOf) => void
  readonly onEdit: () => void
}

/** One order: its next step first, then what was asked, what came back, and everything that happened. */
export function OrderDetails({ order, openForm, onEdit }: DetailsProps) {
  const { t } = useTranslation('orders')
  const actions = [...useStepActions(order, openForm), ...useOrderTools(order, onEdit)]
  return (
    <aside className={styles.side}>
      <Panel title={t(`kind.${order.content.kind}`)} note={<OrderState order={order} />} fill reachable>
        {actions.length > 0 && (
          <div className={styles.acts}>
            {actions.map((action, at) => (
              <ActionButton key={action.id} action={action} {...(at === 0 && { variant: 'filled' as const })} />
            ))}
          </div>
        )}
        <Fields>
          {order.results.map(result => (
            <Field key={result.reportId} label={t('result')}>
              <ResultText result={result} />
            </Field>
          ))}
          <Asked order={order} />
          <Copied order={order} />
          <Field label={t('course')}>
            <ol className={styles.steps}>
              {order.events.map(event => (
                <EventLine key={event.id} event={event} />
              ))}
            </ol>
          </Field>
        </Fields>
      </Panel>
    </aside>
  )
}

function ResultText({ result }: { result: OrderResult }) {
  const { t } = useTranslation('orders')
  const { title, text, laboratory, at, by, final } = result
  const from = [laboratory, at && whenText(at), by && t(`resultBy.${by}`), !final && t('preliminary')]
  return (
    <>
      <strong>{title}</strong>
      <p className={styles.words}>{text}</p>
      <p className={styles.fine}>{from.filter(Boolean).join(' · ')}</p>
    </>
  )
}

const codeText = (code: string): string => [code, icdOf(code)?.title].filter(Boolean).join(' ')

function Asked({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { content, specimen, dueAt, loopDays } = order
  return (
    <>
      <Field label={t('column.what')}>{aboutOf(order)}</Field>
      {(dueAt !== undefined || loopDays !== undefined) && (
        <Field label={t(dueAt === undefined ? 'column.age' : 'column.due')}>
          <OrderClock order={order} />
        </Field>
      )}
      <Field label={t('urgency')}>{t(`urgencies.${content.urgency}`)}</Field>
      <Field label={t('reason')}>{content.reason}</Field>
      {content.icd10 && <Field label={t('codeShort')}>{codeText(content.icd10)}</Field>}
      <OfKind content={content} />
      {specimen && (
        <Field label={t('specimen')}>
          {t('specimenLine', { ...specimen, at: stampText(specimen.collectedAt), by: specimen.collectedBy })}
        </Field>
      )}
    </>
  )
}

/** What only this kind of order says. */
function OfKind({ content }: Pick<Order, 'content'>) {
  const { t } = useTranslation('orders')
  const images = 'images' in content ? content.images.length : 0
  return (
    <>
      {'question' in content && <Field label={t('question')}>{content.question}</Field>}
      {content.kind === 'biopsy' && <Field label={t('technique')}>{t(`techniques.${content.technique}`)}</Field>}
      {content.kind === 'phototherapy' && <LightLine content={content} />}
      {content.kind === 'referral' && content.coverage && <Field label={t('coverage')}>{content.coverage}</Field>}
      {images > 0 && <Field label={t('images')}>{String(images)}</Field>}
    </>
  )
}

function LightLine({ content }: { content: Extract<Order['content'], { kind: 'phototherapy' }> }) {
  const { t } = useTranslation('orders')
  const { light, startDose: dose, doseUnit, sessions, perWeek } = content
  const unit = doseUnitText(doseUnit)
  return (
    <Field label={t('light')}>
      {t(`lights.${light}`)}: {t('doseLine', { dose, unit, sessions, perWeek })}
    </Field>
  )
}

function Copied({ order: { copied } }: { order: Order }) {
  const { t } = useTranslation('orders')
  const { problems, medicines, allergies } = copied
  const listed = allergies.list.map(({ substance }) => substance).join(', ')
  return (
    <>
      {problems.length > 0 && <Field label={t('problems')}>{problems.map(({ text }) => text).join(', ')}</Field>}
      {medicines.length > 0 && <Field label={t('medicines')}>{medicines.map(({ name }) => name).join(', ')}</Field>}
      <Field label={t('allergies')}>
        {allergies.state === 'listed' ? listed : t(`allergyStates.${allergies.state}`)}
      </Field>
    </>
  )
}

function EventLine({ event }: { event: ShownEvent }) {
  const { t } = useTranslation('orders')
  const { what, at, by, note, on, who, how, signature } = event
  const said = [on && dayText(on), who, how && t(`hows.${how}`), note].filter(Boolean).join(' · ')
  return (
    <li>
      <strong>{t(`event.${what}`)}</strong> {said}
      <p className={styles.fine}>
        {stampText(at)}, {by}
      </p>
      {what === 'signed' && <KeyLines signature={signature} />}
    </li>
  )
}
