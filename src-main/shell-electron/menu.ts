import type { MenuItemConstructorOptions } from 'electron'

/** The system menu: what a desktop expects, plus Lock. Everything else is in the window and its palette. */
export function menuTemplate(platform: NodeJS.Platform, lock: () => void): MenuItemConstructorOptions[] {
  const own: MenuItemConstructorOptions = {
    label: 'Cutis',
    submenu: [
      { label: 'Lock', accelerator: 'CommandOrControl+L', click: lock },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
  const edit: MenuItemConstructorOptions = { role: 'editMenu' }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
  return platform === 'darwin' ? [own, edit, view, { role: 'windowMenu' }] : [own, edit, view]
}
