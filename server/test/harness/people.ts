/** Adds people in the real way: they are invited and accept by the link. */

export async function acceptInvitation(
  url: string,
  link: string,
  given: { name: string; password: string },
): Promise<{ id: number; cookie: string }> {
  const code = link.slice(link.indexOf('#') + 1)
  const response = await fetch(`${url}/api/auth/invitation/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...given }),
  })
  const answer = (await response.json()) as { userId: number }
  if (!response.ok) throw new Error(`accepting was answered ${response.status} ${JSON.stringify(answer)}`)
  return { id: answer.userId, cookie: cookieOf(response.headers) }
}

export const cookieOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
