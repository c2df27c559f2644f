import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from '../../src-clinic/index.ts'

const hasOpenSsl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

const outside = Object.values(networkInterfaces())
  .flat()
  .find(address => address?.family === 'IPv4' && !address.internal)?.address

test.skipIf(!hasOpenSsl)(
  `with a certificate the clinic may be reached over the network${hasOpenSsl ? '' : ' (not run: no openssl)'}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clinic-tls-'))
    const host = outside ?? '127.0.0.2'
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const subject = ['-subj', '/CN=clinic', '-addext', `subjectAltName=IP:${host}`]
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
    const [cert, key] = [await readFile(certFile), await readFile(keyFile)]
    const server = await startServer({
      dataFolder: folder,
      listening: { host, tls: { cert, key } },
      log: () => undefined,
    })
    server.open(randomBytes(32), [])
    expect(server.origin).toBe(`https://${host}:${new URL(server.origin).port}`)
    const ask = (path: string) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const asked = request(`${server.origin}${path}`, { ca: cert }, response => {
          let text = ''
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part
          })
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        })
        asked.on('error', reject)
        asked.end()
      })
    const statement = await ask('/fhir/metadata')
    expect(statement.status).toBe(200)
    expect(JSON.parse(statement.text)).toMatchObject({ implementation: { url: `${server.origin}/fhir` } })
    // The sign-in service must know that it stands behind TLS, or its addresses would be in clear.
    const open = await ask('/oauth/.well-known/openid-configuration')
    expect(JSON.parse(open.text)).toMatchObject({ token_endpoint: `${server.origin}/oauth/token` })
    expect((await ask('/fhir/Patient')).status).toBe(401)
    await server.stop()
    await rm(folder, { recursive: true })
  },
)
