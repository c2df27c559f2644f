// `node --import ./tests/stand-in/hook.mjs out/main/electron.js`: the built Electron shell, with our stand-in where it asks
// for `electron`. It is a stand-in and not Electron: no fuse, no sandbox of Electron's, no safeStorage is tested by it.
import { registerHooks } from 'node:module'

const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
process.defaultApp = true
