import { type Apdu, dataProtocol, type Party, type Protocol, partyBytes } from './apdu.ts'

const versionOne = 0x8000_0000
const mder = 0x8000
const managerSystem = 0x8000_0000
const agentSystem = 0x0080_0000
/** An EUI-64 of our own making: the bit for locally administered identifiers is set. */
const systemId = Uint8Array.from([0x02, 0x43, 0x55, 0x54, 0x49, 0x53, 0x00, 0x01])

const party: Party = {
  protocolVersion: versionOne,
  encodingRules: mder,
  nomenclature: versionOne,
  functionalUnits: 0,
  systemType: managerSystem,
  systemId,
  configId: 0,
  rest: new Uint8Array(8),
}

/** How this manager names itself in every answer to an association request. */
export const managerParty: Protocol = { id: dataProtocol, party, raw: Uint8Array.from(partyBytes(party)) }
/** What stands in its place where there is no protocol in common. */
export const noParty: Protocol = { id: 0, raw: new Uint8Array(0) }

/** The result of an association request (AssociateResult of IEEE 11073-20601). */
export function judge(
  { version, protocols }: Extract<Apdu, { kind: 'aarq' }>,
  isKnown: boolean,
): 0 | 1 | 3 | 4 | 5 | 8 {
  const agent = protocols.find(one => one.party)?.party
  if ((version & versionOne) === 0) return 8
  if (!agent) return 4
  if ((agent.protocolVersion & versionOne) === 0 || (agent.encodingRules & mder) === 0) return 5
  // Two managers have nothing to tell each other, and without an EUI-64 readings could not be told apart.
  if ((agent.systemType & agentSystem) === 0 || agent.systemId.length !== 8) return 1
  return isKnown ? 0 : 3
}
