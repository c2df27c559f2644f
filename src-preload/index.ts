import { ipcRenderer } from 'electron'

// Hands the engine's port to our page, and nothing else: no function of Electron reaches the page.
ipcRenderer.on('cutis:port', event => {
  window.postMessage({ kind: 'cutis-port' }, window.location.origin, [...event.ports])
})

// The page's own script runs before this event, so it is listening by the time the port arrives.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('cutis:want-port'))
