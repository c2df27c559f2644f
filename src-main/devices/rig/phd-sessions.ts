import { Manager, type Step } from '../drivers/phd/manager.ts'
import type { Observation } from '../drivers/phd/observation.ts'
import type { SystemFacts } from '../drivers/phd/system.ts'
import { bytesOf, differenceOf } from './phd-mask.ts'

export interface ExpectedObservation {
  readonly handle: number
  readonly time?: string
  readonly metaExtra?: { readonly 'personal-id'?: string }
  readonly values: readonly { readonly mdc: number; readonly unitCode: string; readonly value: number }[]
}

interface SessionStep {
  readonly agentSends: string
  readonly hex: string
  readonly managerReplies: readonly string[]
  readonly managerStates: readonly string[]
  readonly expected?: readonly ExpectedObservation[]
  readonly expectedMds?: Readonly<Record<string, string>>
}

export interface Session {
  readonly steps: readonly SessionStep[]
}

export interface Capture {
  readonly apdus: readonly { readonly from: 'agent' | 'manager'; readonly hex: string }[]
  readonly expectedMeasurements: readonly ExpectedObservation[]
}

/** The independent manager prints 32-bit floats with six digits. */
const printed = (value: number): string => Math.fround(value).toFixed(6)

function lineOf({ handle, time, person, values }: Observation): string {
  const figures = values.map(({ mdc, unit, figure }) => {
    const value = 'value' in figure ? printed(Number(figure.value)) : figure.absent
    return `${mdc} ${unit} ${value}`
  })
  const stamp = time === undefined || time.includes('.') ? time : `${time}.00`
  return [handle, stamp ?? '-', person ?? '-', ...figures].join(' ')
}

const expectedLine = ({ handle, time, metaExtra, values }: ExpectedObservation): string =>
  [
    handle,
    time ?? '-',
    metaExtra?.['personal-id'] ?? '-',
    ...values.map(({ mdc, unitCode, value }) => `${mdc} ${unitCode} ${printed(value)}`),
  ].join(' ')

/** Where measurements differ from the expected ones. */
export function valuesDiffer(
  observations: readonly Observation[],
  expected: readonly ExpectedObservation[],
): string | undefined {
  const ours = observations.map(lineOf)
  const theirs = expected.map(expectedLine)
  if (ours.join('\n') === theirs.join('\n')) return undefined
  return `measured ${ours.join('; ') || 'nothing'}, not ${theirs.join('; ') || 'nothing'}`
}

/** The attributes of the system under the names of the independent manager. */
function factsTable(facts: SystemFacts | undefined, agent: Manager['agent']): Readonly<Record<string, string>> {
  const none = { maker: '', model: '', specialisations: [], specifications: [] }
  const { systemId, configId, maker, model, specialisations, specifications } = { ...none, ...agent, ...facts }
  return Object.fromEntries([
    ['System-Id', systemId],
    ['Dev-Configuration-Id', String(configId)],
    ['System-Model/manufacturer', maker],
    ['System-Model/model-number', model],
    ...specialisations.flatMap(({ type, version }, at) => [
      [`System-Type-Spec-List/${at}/version`, String(version)],
      [`System-Type-Spec-List/${at}/type`, String(type)],
    ]),
    ...specifications.flatMap(({ type, component, text }, at) => [
      [`Production-Specification/${at}/component-id`, String(component)],
      [`Production-Specification/${at}/prod-spec`, text],
      [`Production-Specification/${at}/spec-type`, String(type)],
    ]),
  ]) as Readonly<Record<string, string>>
}

function factsDiffer(ours: Readonly<Record<string, string>>, expected: SessionStep['expectedMds']): string | undefined {
  // The system type is not in use with Personal Health Devices: the independent manager prints its zeros.
  const wrong = Object.entries(expected ?? {}).find(
    ([name, value]) => !name.startsWith('System-Type/') && (ours[name] ?? '') !== value,
  )
  return wrong && `${wrong[0]} is ${ours[wrong[0]] ?? 'absent'}, not ${wrong[1]}`
}

const observationsOf = ({ reports }: Step): readonly Observation[] => reports.flatMap(report => report.observations)

/** Runs a dialogue with the independent manager through ours: answers, states, measurements and attributes must be the same. */
export function sessionDiffers({ steps }: Session): string | undefined {
  const manager = new Manager()
  let facts: SystemFacts | undefined
  for (const [at, step] of steps.entries()) {
    const heard = manager.hear(bytesOf(step.hex))
    facts = heard.system ?? facts
    const states = heard.states.join(' ')
    const why =
      differenceOf(heard.out, step.managerReplies) ??
      (states === step.managerStates.join(' ') ? undefined : `states ${states}, not ${step.managerStates.join(' ')}`) ??
      valuesDiffer(observationsOf(heard), step.expected ?? []) ??
      factsDiffer(factsTable(facts, manager.agent), step.expectedMds)
    if (why !== undefined) return `step ${at + 1} (${step.agentSends}): ${why}`
  }
  return undefined
}

/** Runs what the agent of a capture said through our manager: it must answer as the captured one did, and measure the same. */
export function captureDiffers({ apdus, expectedMeasurements }: Capture): string | undefined {
  const manager = new Manager()
  const steps = apdus.filter(({ from }) => from === 'agent').map(({ hex }) => manager.hear(bytesOf(hex)))
  const theirs = apdus.filter(({ from }) => from === 'manager').map(({ hex }) => hex)
  const out = steps.flatMap(step => step.out)
  return differenceOf(out, theirs) ?? valuesDiffer(steps.flatMap(observationsOf), expectedMeasurements)
}
