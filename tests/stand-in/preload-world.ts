/**
 * What the preload script sees, as text that runs in an isolated world of the page: a `require('electron')` with an
 * `ipcRenderer` whose messages and ports travel over one debugger binding. Runs before any script of the page.
 */
export const preloadWorld = (preload: string): string => `
(() => {
  const listeners = new Map()
  const ports = new Map()
  const say = word => globalThis.cutisStandIn(JSON.stringify(word))
  const pack = data => typeof data === 'string' ? { text: data }
    : { base64: btoa(Array.from(new Uint8Array(data.buffer ?? data), byte => String.fromCharCode(byte)).join('')) }
  const unpack = data => data.text ?? Uint8Array.from(atob(data.base64), letter => letter.charCodeAt(0))
  const ipcRenderer = {
    on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    send: (channel, ...args) => say({ kind: 'send', channel, args }),
  }
  globalThis.cutisHear = word => {
    if (word.kind === 'message') {
      const near = word.ports.map(id => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = event => say({ kind: 'port', id, data: pack(event.data) })
        ports.set(id, port1)
        return port2
      })
      for (const listener of listeners.get(word.channel) ?? []) listener({ ports: near }, word.message)
    }
    if (word.kind === 'port') ports.get(word.id)?.postMessage(unpack(word.data))
  }
  const require = name => {
    if (name === 'electron') return { ipcRenderer }
    throw new Error('a sandboxed preload may not require ' + name)
  }
  const module = { exports: {} }
  ;(function (require, module, exports) { ${preload}
  })(require, module, module.exports)
})()`
