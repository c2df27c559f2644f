import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]

test.each(pages)('every link of %s leads to something', page => {
  const text = readFileSync(join(root, page), 'utf8')
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target)
  const inside = targets.filter(target => !/^[a-z]+:/.test(target))
  expect(inside.filter(target => !existsSync(join(root, dirname(page), target)))).toEqual([])
})
