import { type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'

/** Whose request it is: `account` is a person's id, empty for a system. Times in s since 1970. */
export interface Holder {
  readonly client: string
  readonly account: string
  readonly scope: string
  readonly expires: number
}

const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
  client_id: z.string(),
  sub: z.string().optional(),
  scope: z.string().default(''),
})

const Header = z.object({ alg: z.literal('ES256'), kid: z.string(), typ: z.literal('at+jwt') })

export interface TokenRules {
  readonly key: KeyObject
  readonly kid: string
  readonly issuer: string
  readonly audience: string
  readonly clock: () => number
}

/** The holder of a JWT access token (RFC 9068) of this clinic, or undefined for anything else. Clock in ms. */
export const holderOf = (token: string, rules: TokenRules): Holder | undefined => {
  const [header, claims, signature, ...more] = token.split('.')
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return undefined
  const parsedHeader = Header.safeParse(decode(header))
  const parsed = Claims.safeParse(decode(claims))
  if (!parsedHeader.success || parsedHeader.data.kid !== rules.kid || !parsed.success) return undefined
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: rules.key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return signed ? accepted(parsed.data, rules) : undefined
}

const accepted = (claims: z.output<typeof Claims>, rules: TokenRules): Holder | undefined => {
  const now = rules.clock() / 1000
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (claims.iss !== rules.issuer || !audiences.includes(rules.audience)) return undefined
  if (claims.exp <= now || (claims.nbf ?? 0) > now) return undefined
  const account = claims.sub === undefined || claims.sub === claims.client_id ? '' : claims.sub
  return { client: claims.client_id, account, scope: claims.scope, expires: claims.exp }
}

const decode = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
