import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import { refuse } from '../fhir/outcomes.ts'
import { readBody } from '../http/body.ts'
import { pageHeaders, signInPage } from './page.ts'
import type { People } from './people.ts'

const maxFormBytes = 4096

interface SignInNeeds {
  readonly provider: Provider
  readonly people: People
  readonly origin: string
}

/** Serves /oauth/interaction/UID: the form, and its answer. A wrong sign-in says no more than that it was wrong. */
export const openSignIn = ({ provider, people, origin }: SignInNeeds) => {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const action = request.url?.split('?', 1)[0] ?? ''
    const page = (status: number, notice: string) => {
      response.writeHead(status, pageHeaders)
      response.end(signInPage(action, notice))
    }
    // Throws where the cookie does not belong to the address: somebody else's interaction.
    await provider.interactionDetails(request, response).catch((error: unknown) => {
      const isOver = error instanceof errors.SessionNotFound
      throw isOver ? refuse(400, 'This sign-in is over. Start again from the workstation.') : error
    })
    if (request.method !== 'POST') return page(200, '')
    const from = request.headers.origin
    if (from !== undefined && from !== origin) return page(403, 'Please sign in on this page.')
    const form = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
    const field = (name: string) => form.get(name) ?? ''
    const account = await people.signIn(field('login').trim(), field('password'), field('code').trim())
    if (account === undefined) {
      return page(401, 'User name, password or code is wrong, or the account is locked for a while.')
    }
    const login = { accountId: account.id, amr: ['pwd', 'otp'], remember: false }
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  }
}
