import { join } from 'node:path'
import { BrowserWindow, type Session, shell } from 'electron'
import { mayNavigate, mayOpenOutside, mayShareScreen, mayUse } from '../kernel/shell-rules.ts'

export const ownOrigin = 'cutis://app'

/** Pages outside that a link of ours may open in the system's browser. */
const outside: ReadonlySet<string> = new Set(['dicom.nema.org', 'hl7.org', 'www.hl7.org'])

/** Our one kind of window: sandboxed, isolated, showing our own origin for its whole life. */
export function openWindow(preloadFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1180,
    minHeight: 700,
    show: false,
    backgroundColor: '#1e1e1e',
    webPreferences: {
      preload: join(preloadFolder, 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !isPackaged(),
    },
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url, outside)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  webContents.on('will-navigate', event => {
    if (!mayNavigate(event.url, ownOrigin)) event.preventDefault()
  })
  webContents.on('will-redirect', event => event.preventDefault())
  webContents.on('will-attach-webview', event => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ownOrigin}/`)
  return window
}

/** Permissions of the session all our windows share: the camera for our page, nothing for anybody else. */
export function guard(session: Session): void {
  session.setPermissionRequestHandler((...[, permission, answer, { requestingUrl }]) =>
    answer(mayUse(permission, requestingUrl, ownOrigin)),
  )
  session.setPermissionCheckHandler((_, permission, origin) => mayUse(permission, origin, ownOrigin))
  session.setDevicePermissionHandler(() => false)
  // Where the system has a picker of its own it asks; elsewhere our own window is shown, and nothing beside it.
  session.setDisplayMediaRequestHandler(
    ({ frame, userGesture, audioRequested }, answer) => {
      const asked = { url: frame?.url, byUser: userGesture, audio: audioRequested }
      answer(frame && mayShareScreen(asked, ownOrigin) ? { video: frame } : {})
    },
    { useSystemPicker: true },
  )
}

const isPackaged = () => process.defaultApp !== true
