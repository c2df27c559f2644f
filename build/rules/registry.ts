import { missingOf, remarksOf } from '../../src-shared/clinical/intake/gate.ts'
import { Intake } from '../../src-shared/clinical/intake/history.ts'
import { prescribingPolicyFaultsOf, prescribingPolicyOf } from '../../src-shared/clinical/prescribing/policy.ts'
import { PreventionCase } from '../../src-shared/clinical/prevention/case.ts'
import { preventionOf } from '../../src-shared/clinical/prevention/plan.ts'
import { TriageCase } from '../../src-shared/clinical/triage/case.ts'
import { closingOf } from '../../src-shared/clinical/triage/closing.ts'
import { ClosingCase } from '../../src-shared/clinical/triage/outcomes.ts'
import { type PolicyOverrides, policyFaultsOf, policyOf } from '../../src-shared/clinical/triage/policy.ts'
import { triageOf } from '../../src-shared/clinical/triage/triage.ts'
import { prescribeUnder } from './prescribe.ts'
import { rows } from './rows.ts'
import { score } from './score.ts'
import { InputFault, readAs, type Table } from './table.ts'

function triage(overrides: PolicyOverrides): Table {
  const faults = policyFaultsOf(overrides)
  if (faults.length > 0) throw new InputFault(`policy: ${faults.join('; ')}`)
  const policy = policyOf(overrides)
  return {
    run: item => {
      const entered = readAs(TriageCase, item)
      return { ...(entered.caseId !== undefined && { caseId: entered.caseId }), ...triageOf(entered, policy) }
    },
  }
}

function prescribe(values: PolicyOverrides): Table {
  const faults = prescribingPolicyFaultsOf(values)
  if (faults.length > 0) throw new InputFault(`policy: ${faults.join('; ')}`)
  return prescribeUnder(prescribingPolicyOf(values))
}

const intake = (item: unknown) => {
  const entered = readAs(Intake, item)
  return { ...missingOf(entered), remarks: remarksOf(entered) }
}

/** Every table that `npm run rules` knows, by name. A new one is a line here. */
export const tables: Readonly<Record<string, (policy: PolicyOverrides) => Table>> = {
  triage,
  closing: () => ({ run: item => closingOf(readAs(ClosingCase, item)) }),
  intake: () => ({ run: intake }),
  prescribe,
  prevention: () => ({ run: item => preventionOf(readAs(PreventionCase, item)) }),
  rows: () => rows,
  score: () => score,
}
