import { expect, test } from 'vitest'
import { menuTemplate } from './menu.ts'

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s the menu locks, quits and opens no developer tools',
  platform => {
    const items = menuTemplate(platform, () => {}).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    expect(items.map(item => item.label ?? item.role)).toContain('Lock')
    expect(items.map(item => item.role)).toContain('quit')
    expect(JSON.stringify(items)).not.toMatch(/devtools|reload/i)
  },
)
