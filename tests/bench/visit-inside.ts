import { type House, openGlasses } from './visit-call.ts'
import { adapt, connect, cpu, latency, recovery } from './visit-cases.ts'
import { memory } from './visit-memory.ts'
import { openNetworks } from './visit-net.ts'
import { openRooms } from './visit-rooms.ts'

/** The bench itself, in a network namespace made for it: `node visit-inside.ts PLACE {"few","case","minutes"}`. */
const [place = '', told = '{}'] = process.argv.slice(2)
const { few = false, case: only, minutes = 10 } = JSON.parse(told) as { few?: boolean; case?: string; minutes?: number }

const cases: Readonly<Record<string, (house: House) => Promise<void>>> = {
  connect: house => connect(house, few ? 3 : 15),
  cpu: house => cpu(house, few ? 2 : 7),
  latency: house => latency(house, few ? 2 : 9),
  adapt: house => adapt(house, few ? 2 : 9),
  recovery: house => recovery(house, few ? 4 : 20),
  memory: house => memory(house, minutes),
}

const nets = openNetworks(place)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    nets.end()
    process.exit(1)
  })
try {
  const rooms = await openRooms(place)
  for (const [name, run] of Object.entries(cases)) {
    if (only !== undefined && only !== name) continue
    const glasses = await openGlasses(nets)
    try {
      await run({ nets, rooms, glasses })
    } finally {
      await glasses.close()
    }
  }
  await rooms.close()
} finally {
  nets.end()
}
process.exit(0)
