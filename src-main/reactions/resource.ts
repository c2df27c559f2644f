import { naranjoOf } from '../../src-shared/clinical/prescribing/naranjo.ts'
import type { ReactionContent } from '../../src-shared/contract/reactions.ts'
import { type AdverseEvent, type CodeableConcept, withLid } from '../../src-shared/fhir/index.ts'
import { codeSystem, conceptOf, idIn, present, refTo, structure } from '../records/index.ts'
import { hashOf, ReactionBody, type SignedReaction } from './body.ts'
import { isBound, type Standing, standingExtensions, standingIn } from './standing.ts'
import type { HeldReaction } from './store.ts'

const bodyUrl = `${structure}/reaction-report`
const categories = 'http://terminology.hl7.org/CodeSystem/adverse-event-category'
const seriousness = 'http://terminology.hl7.org/CodeSystem/adverse-event-seriousness'
const outcomes = 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome'

/** R4 adverse-event-outcome of each course. */
const courses: Readonly<Record<NonNullable<ReactionContent['recovery']>, string>> = {
  recovered: 'resolved',
  recovering: 'recovering',
  lasting: 'ongoing',
  'after-effects': 'resolvedWithSequelae',
  fatal: 'fatal',
  unknown: 'unknown',
}

const suspectsOf = ({ suspects }: ReactionContent) =>
  suspects.flatMap(({ name, codes = [] }) =>
    name === undefined
      ? []
      : [
          {
            instance: { display: name },
            ...(codes.length > 0 && {
              extension: [{ url: `${structure}/suspect`, valueCodeableConcept: suspectConcept(name, codes) }],
            }),
          },
        ],
  )

const systems = {
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  class: `${codeSystem}/substance-class`,
} as const

const suspectConcept = (
  text: string,
  codes: NonNullable<ReactionContent['suspects'][number]['codes']>,
): CodeableConcept => ({ coding: codes.map(({ system, code }) => ({ system: systems[system], code })), text })

/**
 * A signed report as AdverseEvent (R4), with what became of it. Its whole body stands in its first extension, where it is read from; the
 * report that it corrects is named for others too.
 */
export function eventOf({ reactionId, patientId, caseId, body }: SignedReaction, standing?: Standing): AdverseEvent {
  const { content, signed } = body
  const isSerious = content.outcomes.length > 0
  const { total, band } = naranjoOf(content.naranjo)
  const event: AdverseEvent = {
    resourceType: 'AdverseEvent',
    id: reactionId,
    extension: [
      { url: bodyUrl, valueString: JSON.stringify(body) },
      { url: `${structure}/naranjo-total`, valueInteger: total },
      { url: `${structure}/naranjo-category`, valueString: band },
      ...(body.corrects === undefined
        ? []
        : [{ url: `${structure}/corrects`, valueReference: refTo('AdverseEvent', body.corrects) }]),
      ...(standing ? standingExtensions(standing) : []),
    ],
    actuality: 'actual',
    category: [conceptOf(categories, 'medication-mishap', 'Medication Mishap')],
    event: { text: content.description ?? '' },
    subject: refTo('Patient', patientId),
    ...(caseId !== undefined && { encounter: refTo('Encounter', caseId) }),
    ...present({ date: content.eventOn }),
    recordedDate: signed.at,
    recorder: {
      type: 'Practitioner',
      identifier: { system: 'urn:cutis:user', value: signed.byId },
      display: signed.by,
    },
    seriousness: conceptOf(seriousness, isSerious ? 'serious' : 'non-serious', isSerious ? 'Serious' : 'Non-serious'),
    ...(content.recovery && { outcome: conceptOf(outcomes, courses[content.recovery]) }),
    suspectEntity: suspectsOf(content),
  }
  return withLid(event, reactionId)
}

export interface ReadReaction extends SignedReaction {
  readonly unsynced: boolean
  /** True where it is still what was signed, and what became of it is what was said of it. */
  readonly valid: boolean
  readonly standing: Standing | undefined
}

/** It may have come from the clinic, so it is checked like anything from outside. */
function bodyIn({ extension = [] }: AdverseEvent): ReactionBody | undefined {
  const found = extension.find(({ url }) => url === bodyUrl) as { valueString?: unknown } | undefined
  try {
    return ReactionBody.safeParse(JSON.parse(String(found?.valueString))).data
  } catch {
    return undefined
  }
}

/** A report read back; undefined where it is none that this Cutis can read. */
export function reactionIn({ body: json, unsynced }: HeldReaction): ReadReaction | undefined {
  const event = JSON.parse(json) as AdverseEvent
  const [body, patientId] = [bodyIn(event), idIn('Patient', event.subject)]
  if (!(body && patientId && event.id)) return undefined
  const read = { reactionId: event.id, patientId, caseId: idIn('Encounter', event.encounter), body }
  const standing = standingIn(event)
  const isStanding =
    standing === undefined ||
    (standing !== 'unreadable' && isBound({ reactionId: event.id, hash: body.signed.hash }, standing))
  return {
    ...read,
    unsynced: unsynced === 1,
    valid: hashOf(read) === body.signed.hash && saysSame(event, body) && isStanding,
    standing: standing === 'unreadable' ? undefined : standing,
  }
}

/** What other programs read of it still says what was signed. */
const saysSame = ({ event, date }: AdverseEvent, { content }: ReactionBody): boolean =>
  event?.text === content.description && date === content.eventOn
