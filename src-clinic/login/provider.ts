import Provider, {
  type Configuration,
  errors,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { recordTypes } from '../../src-shared/fhir/index.ts'
import type { Store } from '../store/index.ts'
import { openAdapter } from './adapter.ts'
import { cookieKeyOf, signingKeyOf } from './keys.ts'
import type { People } from './people.ts'

/** A system that may sign in by a signed assertion (SMART Backend Services): its id and its public key. */
export interface Registration {
  readonly clientId: string
  readonly jwk: JWK
}

interface ProviderNeeds {
  readonly issuer: string
  readonly audience: string
  readonly store: Store
  readonly people: People
  readonly registrations: readonly Registration[]
  readonly clock: () => number
  readonly log: (message: string, error?: unknown) => void
}

/** The public client people sign in with: a native app, its redirect on any loopback port. */
const personClientId = 'cutis-workstation'

const access = ['cruds', 'rs', 'r', 'c', 'u', 'd', 's'] as const
const scopesOf = (level: 'system' | 'user'): string =>
  ['*', ...recordTypes, 'Binary'].flatMap(type => access.map(letters => `${level}/${type}.${letters}`)).join(' ')

const systemScopes = scopesOf('system')
const personScopes = scopesOf('user')

const openIdScopes = ['openid', 'offline_access', 'fhirUser', 'profile']

/** The OAuth 2 / OpenID Connect service of the clinic (oidc-provider), its memory and keys in the clinic's database. */
export const openProvider = (needs: ProviderNeeds): Provider => {
  const provider = new Provider(
    needs.issuer,
    configurationOf(needs, () => provider),
  )
  provider.on('server_error', (_context, error) => needs.log('sign-in service failed', error))
  return provider
}

const configurationOf = (needs: ProviderNeeds, self: () => Provider): Configuration => ({
  adapter: openAdapter(needs.store.grants, needs.clock),
  clients: [...needs.registrations.map(backendClient), personClient],
  jwks: { keys: [signingKeyOf(needs.store.settings) as JWK] },
  cookies: { keys: [cookieKeyOf(needs.store.settings)] },
  // The clinic has one signing key, and it is ES256; the service's own default would be RS256.
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  scopes: openIdScopes,
  claims: { openid: ['sub'], profile: ['name'], fhirUser: ['fhirUser'] },
  pkce: { required: () => true },
  // The service would give a refresh token only with a consent page, and end it with the browser's session; here the
  // person has closed the browser long before the workstation needs a new token.
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: () => false,
  rotateRefreshToken: true,
  clientAuthMethods: ['private_key_jwt', 'none'],
  enabledJWA: { clientAuthSigningAlgValues: ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'EdDSA'] },
  responseTypes: ['code'],
  ttl: {
    AccessToken: 600,
    ClientCredentials: 300,
    AuthorizationCode: 60,
    Interaction: 600,
    Session: 43_200,
    Grant: 43_200,
    RefreshToken: 43_200,
    IdToken: 600,
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    userinfo: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: resourceRules(needs.audience),
  },
  interactions: { policy: signInOnly(), url: (_context, interaction) => `/oauth/interaction/${interaction.uid}` },
  loadExistingGrant: context => ownGrant(context, self(), needs.audience),
  findAccount: (_context, id) => {
    const account = needs.people.byId(id)
    if (account === undefined) return undefined
    const fhirUser = account.fhir_user === null ? {} : { fhirUser: account.fhir_user }
    return { accountId: id, claims: () => ({ sub: id, name: account.name, ...fhirUser }) }
  },
  renderError: (context, out) => {
    context.type = 'application/json'
    context.body = JSON.stringify(out)
  },
})

const backendClient = ({ clientId, jwk }: Registration) => ({
  client_id: clientId,
  token_endpoint_auth_method: 'private_key_jwt' as const,
  jwks: { keys: [jwk] },
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
})

const personClient = {
  client_id: personClientId,
  application_type: 'native' as const,
  token_endpoint_auth_method: 'none' as const,
  redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
}

/** Every token is for the FHIR server, whether the client says so or not: it is the only resource here. */
const resourceRules = (audience: string) => ({
  enabled: true,
  defaultResource: () => audience,
  useGrantedResource: () => true,
  getResourceServerInfo: (_context: KoaContextWithOIDC, resource: string, client: { clientId: string }) => {
    if (resource !== audience) throw new errors.InvalidTarget()
    return {
      scope: client.clientId === personClientId ? personScopes : systemScopes,
      audience,
      accessTokenFormat: 'jwt' as const,
      jwt: { sign: { alg: 'ES256' as const } },
    }
  },
})

/** Asks for a sign-in where one is needed, and never for consent: see `ownGrant`. */
const signInOnly = () => {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

/** The workstation's own client needs no consent page: signing in is consent to the clinic's own program. */
const ownGrant = async (context: KoaContextWithOIDC, provider: Provider, audience: string) => {
  const { session, client } = context.oidc
  if (session?.accountId === undefined || client === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const existing = known === undefined ? undefined : await provider.Grant.find(known)
  if (existing !== undefined) return existing
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(openIdScopes.join(' '))
  grant.addResourceScope(audience, personScopes)
  await grant.save()
  return grant
}
