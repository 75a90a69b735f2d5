/** Errors in the exact shape of the Graph API, thrown by the routes and repeated in `failed` statuses. */
export type Json = Record<string, unknown>

/** Meta's codes with the HTTP status and title that they come with. */
const known = new Map<number, [status: number, title: string]>([
  [0, [401, 'AuthException']],
  [1, [500, 'API Unknown']],
  [2, [503, 'API Service']],
  [3, [500, 'API Method']],
  [4, [429, 'Application request limit reached']],
  [10, [403, 'Permission Denied']],
  [33, [400, 'Parameter value is not valid']],
  [100, [400, 'Invalid parameter']],
  [190, [401, 'Access token has expired']],
  [200, [403, 'API Permission']],
  [368, [403, 'Temporarily blocked for policies violations']],
  [2200, [400, 'Callback verification failed']],
  [80007, [429, 'Rate limit issues']],
  [80008, [429, 'Rate limit issues']],
  [130429, [429, 'Rate limit hit']],
  [130472, [400, "User's number is part of an experiment"]],
  [130497, [403, 'Business account is restricted from messaging users in this country']],
  [130501, [400, 'Message type is not currently supported']],
  [131000, [500, 'Something went wrong']],
  [131005, [403, 'Access denied']],
  [131008, [400, 'Required parameter is missing']],
  [131009, [400, 'Parameter value is not valid']],
  [131016, [500, 'Service unavailable']],
  [131020, [400, 'Invalid group']],
  [131021, [400, 'Recipient cannot be sender']],
  [131026, [400, 'Message undeliverable']],
  [131030, [400, 'Recipient phone number not in allowed list']],
  [131031, [403, 'Account has been locked']],
  [131037, [400, 'WhatsApp provided number needs display name approval before message can be sent']],
  [131041, [400, 'Unknown group']],
  [131042, [400, 'Business eligibility payment issue']],
  [131045, [500, 'Incorrect certificate']],
  [131047, [400, 'Re-engagement message']],
  [131048, [400, 'Spam rate limit hit']],
  [131049, [400, 'Meta chose not to deliver']],
  [131050, [400, 'User stopped marketing messages']],
  [131051, [400, 'Unsupported message type']],
  [131052, [400, 'Media download error']],
  [131053, [400, 'Media upload error']],
  [131055, [400, 'Method not allowed']],
  [131056, [400, '(Business Account, Consumer Account) pair rate limit hit']],
  [131057, [500, 'Account in maintenance mode']],
  [131060, [400, 'Message is unavailable']],
  [131062, [400, 'User id not supported for this message']],
  [131201, [206, 'Request partially succeeded']],
  [131204, [400, 'Too many participants']],
  [131207, [403, 'Group suspended']],
  [131208, [429, 'Group rate limit hit']],
  [131212, [400, 'Participant is not in the group']],
  [131213, [400, 'Join request does not exist']],
  [131215, [400, 'This phone number is not eligible for the Groups APIs']],
  [132000, [400, 'Number of parameters does not match the expected number of params']],
  [132001, [404, 'Template name does not exist in the translation']],
  [132005, [400, 'Template hydrated text too long']],
  [132007, [400, 'Template format character policy violated']],
  [132012, [400, 'Template parameter format does not match']],
  [132015, [400, 'Template is paused']],
  [132016, [400, 'Template is disabled']],
  [132018, [400, 'Template parameter is not valid']],
  [132068, [400, 'Flow is blocked']],
  [132069, [400, 'Flow is throttled']],
  [133000, [500, 'Incomplete deregistration']],
  [133004, [503, 'Server temporarily unavailable']],
  [133005, [400, 'Two step verification PIN mismatch']],
  [133006, [400, 'Phone number re-verification needed']],
  [133010, [400, 'Phone number not registered']],
  [135000, [400, 'Generic user error']],
  [137000, [400, 'User identity has changed']],
  [139100, [400, 'Failed to block/unblock users']],
])

export const titleOf = (code: number): string => known.get(code)?.[1] ?? 'Something went wrong'

export type GraphErrorFields = {
  status?: number
  subcode?: number
  type?: string
  message?: string
  /** What Meta shows to people. */
  userTitle?: string
  userMessage?: string
}

export class GraphError extends Error {
  readonly code: number
  readonly status: number
  readonly details: string | undefined
  readonly fields: GraphErrorFields

  constructor(code: number, details?: string, fields: GraphErrorFields = {}) {
    super(fields.message ?? `(#${code}) ${titleOf(code)}`)
    this.code = code
    this.status = fields.status ?? known.get(code)?.[0] ?? 400
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
        ...(this.fields.userTitle !== undefined && { is_transient: false, error_user_title: this.fields.userTitle }),
        ...(this.fields.userMessage !== undefined && { error_user_msg: this.fields.userMessage }),
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

/** A field list names a field that the node does not have. */
export const unknownField = (field: string, node: string) =>
  new GraphError(100, undefined, {
    message: `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`,
  })
