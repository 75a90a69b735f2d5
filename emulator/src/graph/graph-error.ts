/** Errors in the exact shape of the Graph API, thrown by the routes and told again in `failed` statuses. */
export type Json = Record<string, unknown>

type Known = { status: number; title: string }

const known: Record<number, Known> = {
  1: { status: 500, title: 'API Unknown' },
  2: { status: 503, title: 'API Service' },
  4: { status: 429, title: 'Application request limit reached' },
  10: { status: 403, title: 'Permission Denied' },
  100: { status: 400, title: 'Invalid parameter' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  2200: { status: 400, title: 'Callback verification failed' },
  80007: { status: 429, title: 'Rate limit issues' },
  130429: { status: 429, title: 'Rate limit hit' },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 500, title: 'Service unavailable' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131031: { status: 403, title: 'Account has been locked' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 400, title: 'Spam rate limit hit' },
  131049: { status: 400, title: 'Meta chose not to deliver' },
  131050: { status: 400, title: 'User stopped marketing messages' },
  131051: { status: 400, title: 'Unsupported message type' },
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  131056: { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { status: 500, title: 'Account in maintenance mode' },
  131062: { status: 400, title: 'User id not supported for this message' },
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  133010: { status: 400, title: 'Phone number not registered' },
}

export const titleOf = (code: number): string => known[code]?.title ?? 'Something went wrong'

export type GraphErrorFields = { status?: number; subcode?: number; type?: string; message?: string }

export class GraphError extends Error {
  readonly code: number
  readonly status: number
  readonly details: string | undefined
  readonly fields: GraphErrorFields

  constructor(code: number, details?: string, fields: GraphErrorFields = {}) {
    super(fields.message ?? `(#${code}) ${titleOf(code)}`)
    this.code = code
    this.status = fields.status ?? known[code]?.status ?? 400
    this.details = details
    this.fields = fields
  }

  body(traceId: string): Json {
    return {
      error: {
        message: this.message,
        type: this.fields.type ?? 'OAuthException',
        code: this.code,
        ...(this.fields.subcode !== undefined && { error_subcode: this.fields.subcode }),
        ...(this.details !== undefined && { error_data: { messaging_product: 'whatsapp', details: this.details } }),
        fbtrace_id: traceId,
      },
    }
  }
}

export const missing = (parameter: string) => new GraphError(131008, `The parameter ${parameter} is required.`)

export const invalid = (details: string) => new GraphError(131009, details)

export const tooLong = (parameter: string, limit: number) =>
  new GraphError(100, `Param ${parameter} must be at most ${limit} characters long.`, {
    message: `(#100) Param ${parameter} must be at most ${limit} characters long.`,
  })

export const unknownObject = (method: string, id: string) =>
  new GraphError(100, undefined, {
    subcode: 33,
    type: 'GraphMethodException',
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation.',
  })

export const invalidToken = () =>
  new GraphError(190, undefined, { status: 401, message: 'Invalid OAuth access token - Cannot parse access token' })

export const expiredToken = () =>
  new GraphError(190, undefined, {
    status: 401,
    subcode: 463,
    message: 'Error validating access token: Session has expired.',
  })

const errorCodesPage = 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes'

/** An entry of `statuses[].errors`, and of `messages[].errors` without the link. */
export function webhookError(code: number, details: string, title = titleOf(code)): Json {
  return { code, title, message: title, error_data: { details }, href: errorCodesPage }
}
