/** Recado's API as the nodes call it: with the credential, and with Recado's own words when it refuses. */
import {
  type IDataObject,
  type IExecuteFunctions,
  type IHookFunctions,
  type IHttpRequestMethods,
  type IHttpRequestOptions,
  type ILoadOptionsFunctions,
  type IWebhookFunctions,
  type JsonObject,
  NodeApiError,
} from 'n8n-workflow'

export type Caller = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions

export interface Ask {
  method: IHttpRequestMethods
  /** Below /api/v1. */
  path: string
  body?: IDataObject | Buffer
  qs?: IDataObject
  headers?: IDataObject
  itemIndex?: number
}

export interface Reply {
  status: number
  body: IDataObject
}

/** Like `ask`, but throws Recado's refusals, with Recado's words. */
export async function request(this: Caller, input: Ask): Promise<IDataObject> {
  const { status, body } = await ask.call(this, input)
  if (status >= 200 && status < 300) return body
  throw refusal.call(this, { status, body }, input.itemIndex)
}

/** Returns Recado's response with any status; throws only when there is no response at all. */
export async function ask(this: Caller, { method, path, body, qs, headers, itemIndex }: Ask): Promise<Reply> {
  const { baseUrl } = await this.getCredentials('recadoApi')
  const base = String(baseUrl).trim().replace(/\/+$/, '')
  const options: IHttpRequestOptions = {
    method,
    url: `${base}/api/v1${path}`,
    headers: { accept: 'application/json', ...headers },
    json: true,
    // A refusal has a code and a sentence in its body, which n8n would hide behind its own words for the status.
    ignoreHttpStatusErrors: true,
    returnFullResponse: true,
    arrayFormat: 'repeat',
    ...(qs === undefined ? {} : { qs }),
    ...(body === undefined ? {} : { body }),
  }
  let response: { statusCode: number; body: unknown }
  try {
    response = (await this.helpers.httpRequestWithAuthentication.call(this, 'recadoApi', options)) as typeof response
  } catch (error) {
    throw new NodeApiError(this.getNode(), error as JsonObject, {
      message: `Recado could not be reached at ${base}`,
      description: `${(error as Error).message}. Is the base URL of the credential the address of the panel?`,
      ...(itemIndex === undefined ? {} : { itemIndex }),
    })
  }
  return { status: response.statusCode, body: toObject(response.body) }
}

/** Makes an error of n8n from a refusal: its title, what to do about it, and its code for programs. */
export function refusal(this: Caller, { status, body }: Reply, itemIndex?: number): NodeApiError {
  const { title, detail, code, errors } = body as { title?: string; detail?: string; code?: string; errors?: Fault[] }
  const faults = (errors ?? []).map(fault => `${fault.path ?? ''} ${fault.message ?? ''}`.trim())
  const description = [detail, ...faults, code === undefined ? undefined : `(${code})`].filter(Boolean).join(' ')
  return new NodeApiError(this.getNode(), body as JsonObject, {
    message: title ?? `Recado responded with status ${status}`,
    description: description || 'The response did not come from Recado: is the base URL of the credential right?',
    httpCode: String(status),
    ...(itemIndex === undefined ? {} : { itemIndex }),
  })
}

interface Fault {
  path?: string
  message?: string
}

function toObject(body: unknown): IDataObject {
  if (typeof body === 'object' && body !== null) return body as IDataObject
  if (typeof body !== 'string' || body === '') return {}
  try {
    return JSON.parse(body) as IDataObject
  } catch {
    return {}
  }
}
