// Plain JavaScript on purpose: it must run, and speak, on a Node too old for anything else here.
const napi = Number(process.versions.napi ?? 0)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (napi < 10 || major < 22 || (major === 22 && minor < 14)) {
  process.stderr.write(
    `Cutis needs Node 22.14 or newer (Node-API 10); this is Node ${process.versions.node}. ` +
      'On Linux x64 `npm ci` brings its own Node 24 along: run the command through `npm run`. Elsewhere install Node 24.\n',
  )
  process.exit(1)
}
