import type { ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { type LinkState, type Wire, watched } from './wire.ts'

/** The port the preload script hands over, once; messages of other origins or windows are not heard. */
export function portFromPreload(view: Window): Promise<MessagePort> {
  return new Promise(resolve => {
    const hear = (event: MessageEvent) => {
      const port = event.ports[0]
      const said = event.data as { kind?: unknown } | undefined
      if (event.source !== view || event.origin !== view.location.origin || said?.kind !== 'cutis-port' || !port) return
      view.removeEventListener('message', hear)
      resolve(port)
    }
    view.addEventListener('message', hear)
  })
}

/** A wire over the message port of the Electron shell. */
export function overPort(coming: Promise<MessagePort>): Wire {
  const state = watched<LinkState>('dialling')
  let open: MessagePort | undefined
  const link = coming.then(port => {
    open = port
    const made = new RPCLink<ClientContext>({ port })
    port.addEventListener('close', () => state.set('gone'))
    port.start()
    state.set('up')
    return made
  })
  return {
    link: { call: async (path, input, options) => (await link).call(path, input, options) },
    state: state.get,
    watch: state.watch,
    close: () => open?.close(),
  }
}
