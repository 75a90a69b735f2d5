export type Handshake = { ok: boolean; status: number | null; reason: string }

const challenge = '1158201444'

/** The GET by which Meta asks a callback for its challenge when its URL or token is set. */
export async function verifyCallback(callbackUrl: string, verifyToken: string): Promise<Handshake> {
  const url = new URL(callbackUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  try {
    const response = await fetch(url, {
      headers: { 'user-agent': 'facebookplatform/1.0' },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    })
    const body = await response.text()
    const ok = response.status === 200 && body === challenge
    const reason = ok ? 'challenge answered' : response.status === 200 ? 'wrong challenge' : response.statusText
    return { ok, status: response.status, reason }
  } catch (error) {
    return { ok: false, status: null, reason: error instanceof Error ? error.message : String(error) }
  }
}
