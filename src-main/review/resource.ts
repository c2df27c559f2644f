import { reportItems } from '../../src-shared/clinical/dermoscopy/report.ts'
import type { Figure, MarkBody, MarkOf } from '../../src-shared/contract/marks.ts'
import {
  type CodeableConcept,
  type DiagnosticReport,
  decimalOf,
  type Observation,
  type Quantity,
  withLid,
} from '../../src-shared/fhir/index.ts'
import { codeSystem, refTo, siteConceptOf } from '../records/index.ts'
import type { MarkRow } from './rows.ts'

type Component = NonNullable<Observation['component']>[number]
type Said = Pick<Observation, 'component' | 'valueQuantity' | 'valueString' | 'bodySite' | 'note'> & {
  readonly code: CodeableConcept
}

const own = (system: string, code: string, text: string): CodeableConcept => ({
  coding: [{ system: `${codeSystem}/${system}`, code }],
  text,
})
const ucum = 'http://unitsofmeasure.org'

const quantityOf = ({ value, unit }: Figure): Quantity => ({
  value: decimalOf(String(value)),
  unit,
  system: ucum,
  code: unit,
})

const text = (name: string, valueString: string): Component => ({ code: own('mark-part', name, name), valueString })
const number = (name: string, figure: Figure): Component => ({
  code: own('mark-part', name, name),
  valueQuantity: quantityOf(figure),
})

const figuresOf = (figures: Readonly<Record<string, Figure>>): Component[] =>
  Object.entries(figures).flatMap(([name, figure]) => [
    number(name, figure),
    ...(figure.uncertainty === undefined
      ? []
      : [number(`${name}-uncertainty`, { value: figure.uncertainty, unit: figure.unit })]),
  ])

/** Places as "x,y x,y …" in px of the upright original: what an SVG polygon takes. */
const placesText = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y]) => `${x},${y}`).join(' ')

/** That a tick was suggested by a measure before its author took it. */
const takenText = (suggested: MarkOf<'score'>['ticks'][number]['suggested']): readonly string[] =>
  suggested ? [`suggested by ${suggested.by.name} ${suggested.by.version} on outline ${suggested.outlineMarkId}`] : []

const sayers: { readonly [Kind in Exclude<MarkBody['kind'], 'report'>]: (body: MarkOf<Kind>) => Said } = {
  measurement: ({ tool, points, label, figures }) => ({
    code: own('mark', 'measurement', label ?? `Measurement: ${tool}`),
    component: [text('tool', tool), text('points', placesText(points)), ...figuresOf(figures)],
  }),
  scale: ({ scale, lengthMm }) => ({
    code: own('mark', 'scale', 'Scale of a picture'),
    valueQuantity: quantityOf({ value: scale.umPerPx, unit: 'um' }),
    component: [
      text('source', scale.source),
      number('relative-uncertainty', { value: scale.relativeUncertainty, unit: '1' }),
      ...(lengthMm === undefined ? [] : [number('length', { value: lengthMm, unit: 'mm' })]),
    ],
  }),
  outline: ({ rings, origin, edited, figures }) => ({
    code: own('mark', 'outline', 'Outline of a lesion'),
    component: [
      ...rings.map(ring => text('ring', placesText(ring))),
      text('origin', edited ? `${origin}, edited` : origin),
      ...figuresOf(figures),
    ],
  }),
  score: ({ ticks, results, context }) => ({
    code: own('mark', 'score', 'Dermoscopy scores'),
    bodySite: siteConceptOf(context.siteCode),
    component: [
      ...results.map(({ algorithm, version, state, total, band }) =>
        text(algorithm, [total, band ?? state, version].filter(part => part !== undefined).join(' · ')),
      ),
      ...ticks.map(({ criterion, value, regions, suggested }) =>
        text(criterion, [String(value), ...regions.map(placesText), ...takenText(suggested)].join(' | ')),
      ),
    ],
  }),
  registration: ({ decision, residualPx, residualMm, inliers, similarity }) => ({
    code: own('mark', 'registration', 'Registration of two pictures'),
    valueString: decision,
    component: [
      number('residual', { value: residualPx, unit: '{pixel}' }),
      ...(residualMm === undefined ? [] : [number('residual', { value: residualMm, unit: 'mm' })]),
      number('inliers', { value: inliers, unit: '1' }),
      text('similarity', similarity.join(' ')),
    ],
  }),
  severity: ({ instrument, total, band, inputs, note }) => ({
    code: own('severity', instrument, instrument.toUpperCase()),
    ...(total === undefined ? { valueString: band ?? 'not evaluable' } : { valueQuantity: totalOf(total) }),
    component: [
      ...(band === undefined ? [] : [text('band', band)]),
      ...Object.entries(inputs).map(([name, value]) => text(name, String(value))),
    ],
    ...(note && { note: [{ text: note }] }),
  }),
  ring: ({ decision, centre, radiusPx }) => ({
    code: own('mark', 'ring', 'Place that differs from the picture before'),
    valueString: decision,
    component: [text('centre', placesText([centre])), number('radius', { value: radiusPx, unit: '{pixel}' })],
  }),
  monitoring: ({ plan, dueOn, earliestOn, latestOn, outcome }) => ({
    code: own('mark', 'monitoring', 'Lesion under monitoring'),
    valueString: outcome ?? 'open',
    component: [text('plan', plan), text('due', dueOn), text('earliest', earliestOn), text('latest', latestOn)],
  }),
  confirmation: ({ how, label, on, specimen }) => ({
    code: own('mark', 'confirmation', 'What the lesion was confirmed to be'),
    valueString: label,
    component: [text('how', how), text('on', on), ...(specimen ? [text('specimen', specimen)] : [])],
  }),
}

/** A total keeps its digits: 16.60 stays 16.60. */
const totalOf = (total: string): Quantity => ({
  value: decimalOf(total),
  unit: '{score}',
  system: ucum,
  code: '{score}',
})

export interface Telling {
  readonly row: MarkRow
  /** Of a report that rests on a score: the name that score has for life, which is its Observation's. */
  readonly scoreRootId?: string | undefined
  readonly status: 'final' | 'amended' | 'entered-in-error'
}

const common = ({ row, status }: Telling) => ({
  id: row.rootId,
  status,
  subject: refTo('Patient', row.patientId),
  ...(row.caseId !== null && { encounter: refTo('Encounter', row.caseId) }),
  effectiveDateTime: row.at,
  issued: row.at,
  performer: [{ type: 'Practitioner', identifier: { system: 'urn:cutis:user', value: row.byId }, display: row.by }],
})

const imaging: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }],
}

function observationOf(telling: Telling, body: Exclude<MarkBody, { kind: 'report' }>): Observation {
  const { row } = telling
  const said = (sayers[body.kind] as (body: MarkBody) => Said)(body)
  return {
    resourceType: 'Observation',
    ...common(telling),
    category: [imaging],
    ...said,
    ...(row.lesionId !== null && { focus: [refTo('BodyStructure', row.lesionId)] }),
    ...(row.blobId !== null && { derivedFrom: [refTo('Media', row.blobId)] }),
  }
}

function reportOf(telling: Telling, { items, images }: MarkOf<'report'>): DiagnosticReport {
  return {
    resourceType: 'DiagnosticReport',
    ...common(telling),
    code: own('mark', 'report', 'Dermoscopy report'),
    ...(telling.scoreRootId && { result: [refTo('Observation', telling.scoreRootId)] }),
    media: images.map(id => ({ link: refTo('Media', id) })),
    conclusion: reportItems
      .filter(({ id }) => items[id])
      .map(({ id, number, label }) => `${number} ${label}: ${items[id]}`)
      .join('\n'),
  }
}

/** A mark as the clinic gets it: an R4 Observation, a signed report as DiagnosticReport; named by its root for life. */
export function resourceOf(telling: Telling): Observation | DiagnosticReport {
  const body = JSON.parse(telling.row.body) as MarkBody
  const resource = body.kind === 'report' ? reportOf(telling, body) : observationOf(telling, body)
  return withLid(resource, telling.row.rootId)
}
