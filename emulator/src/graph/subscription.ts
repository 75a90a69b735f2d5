import { verifyCallback } from '../webhook/handshake.ts'
import { GraphError } from './graph-error.ts'

/** The address of an override must return the challenge before it is accepted. Returns its URL. */
export async function checkOverride(defaultToken: string, url: unknown, token: unknown): Promise<string> {
  if (typeof url !== 'string' || url.length > 200 || !URL.canParse(url)) {
    throw new GraphError(100, 'override_callback_uri must be a URL of at most 200 characters.')
  }
  const outcome = await verifyCallback(url, typeof token === 'string' ? token : defaultToken)
  if (outcome.ok) return url
  throw new GraphError(2200, undefined, {
    message:
      '(#2200) Callback verification failed with the following errors: ' +
      `HTTP Status Code = ${outcome.status ?? 'none'}; ${outcome.reason}`,
  })
}
