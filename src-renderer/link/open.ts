import { createORPCClient } from '@orpc/client'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { sessionSecret } from './boot.ts'
import { overPort, portFromPreload } from './port.ts'
import { overSocket } from './socket.ts'
import { EngineGone, type Wire } from './wire.ts'

/** The engine as the glass sees it: its calls, and whether it is there. */
export interface Engine {
  readonly client: CutisClient
  readonly wire: Wire
}

const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** A way that leads nowhere: this window was opened without the key it needs. */
const refused: Wire = {
  link: { call: () => Promise.reject(new EngineGone()) },
  state: () => 'refused',
  watch: () => () => {},
  close: () => {},
}

/** The shell that served the document says which way leads to the engine. */
const wayOf = ({ document }: Window) => document.querySelector<HTMLMetaElement>('meta[name="cutis-way"]')?.content

async function wireOf(view: Window): Promise<Wire> {
  if (wayOf(view) === 'port') return overPort(portFromPreload(view))
  const secret = await sessionSecret(view)
  if (secret === undefined) return refused
  return overSocket({ open: () => new WebSocket(`ws://${view.location.host}/words`, ['cutis', secret]), later })
}

/** Opens the way to the engine: a message port in Electron, a WebSocket in the loopback shell. */
export async function openLink(view: Window = window): Promise<Engine> {
  const wire = await wireOf(view)
  return { client: createORPCClient<CutisClient>(wire.link), wire }
}
