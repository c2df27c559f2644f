import { RPCHandler } from '@orpc/server/message-port'
import { ipcMain, MessageChannelMain, protocol } from 'electron'
import type { Glass } from '../kernel/glass.ts'
import { isOurs } from '../kernel/shell-rules.ts'
import type { Doors } from '../shell-loopback/server.ts'
import { ownOrigin } from './window.ts'

/** Must run before the app is ready. No `corsEnabled`: it would let other origins read what we serve. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'cutis', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Hangs the three doors for our windows: a port for words and events, the scheme for pages and bytes. */
export function hangDoors(doors: () => Doors, glass: Glass, windowIds: () => ReadonlySet<number>): void {
  protocol.handle('cutis', request => {
    const url = new URL(request.url)
    if (url.host !== 'app') return new Response(null, { status: 404 })
    return url.pathname.startsWith('/bytes/') ? doors().bytes(request) : glass.serve(url.pathname)
  })
  ipcMain.on('cutis:want-port', event => {
    const frame = event.senderFrame
    const sender = frame && { url: frame.url, isMainFrame: frame.parent === null, windowId: event.sender.id }
    if (!frame || !isOurs(sender ?? undefined, ownOrigin, windowIds())) return
    const { port1, port2 } = new MessageChannelMain()
    new RPCHandler(doors().router).upgrade(port1, { context: { caller: doors().caller } })
    port1.start()
    frame.postMessage('cutis:port', undefined, [port2])
  })
}
