/**
 * The part of n8n-workflow that these nodes use, written by us, because the package itself has 140 MB, which nobody who runs
 * Recado should have to install. n8n brings it where the nodes run, and `npm run lint -w n8n-nodes-recado` checks the nodes
 * against its own types.
 */
declare module 'n8n-workflow' {
  type GenericValue = string | object | number | boolean | undefined | null
  export interface IDataObject {
    [key: string]: GenericValue | IDataObject | GenericValue[] | IDataObject[]
  }
  export type JsonObject = { [key: string]: unknown }
  export type IHttpRequestMethods = 'DELETE' | 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT'
  export interface IHttpRequestOptions {
    url: string
    method?: IHttpRequestMethods
    headers?: IDataObject
    body?: unknown
    qs?: IDataObject
    arrayFormat?: 'indices' | 'brackets' | 'repeat' | 'comma'
    json?: boolean
    timeout?: number
    returnFullResponse?: boolean
    ignoreHttpStatusErrors?: boolean
  }

  export interface INode {
    name: string
  }
  export interface INodeExecutionData {
    json: IDataObject
    pairedItem?: { item: number }
  }
  export interface INodePropertyOptions {
    name: string
    value: string | number | boolean
    description?: string
    action?: string
  }
  export interface INodePropertyCollection {
    name: string
    displayName: string
    values: INodeProperties[]
  }
  export interface INodeProperties {
    displayName: string
    name: string
    type:
      | 'string'
      | 'number'
      | 'boolean'
      | 'options'
      | 'multiOptions'
      | 'collection'
      | 'fixedCollection'
      | 'json'
      | 'dateTime'
      | 'notice'
    default: unknown
    description?: string
    hint?: string
    placeholder?: string
    required?: boolean
    noDataExpression?: boolean
    typeOptions?: Record<string, unknown>
    displayOptions?: { show?: Record<string, unknown[]>; hide?: Record<string, unknown[]> }
    options?: Array<INodePropertyOptions | INodeProperties | INodePropertyCollection>
  }
  export type Icon = string | { light: string; dark: string }
  export interface ICredentialDataDecryptedObject {
    [key: string]: unknown
  }
  export interface IAuthenticateGeneric {
    type: 'generic'
    properties: { headers?: Record<string, string> }
  }
  export interface ICredentialTestRequest {
    request: { baseURL: string; url: string }
  }
  export interface ICredentialType {
    name: string
    displayName: string
    icon?: Icon
    documentationUrl?: string
    properties: INodeProperties[]
    authenticate?: IAuthenticateGeneric
    test?: ICredentialTestRequest
  }

  export const NodeConnectionTypes: { readonly Main: 'main' }

  interface Functions {
    getCredentials(type: string): Promise<ICredentialDataDecryptedObject>
    getNode(): INode
    getMode(): string
    helpers: {
      httpRequestWithAuthentication(this: unknown, credentials: string, options: IHttpRequestOptions): Promise<unknown>
    }
  }
  export interface IExecuteFunctions extends Functions {
    getInputData(): INodeExecutionData[]
    getNodeParameter(name: string, itemIndex: number, fallback?: unknown): unknown
    continueOnFail(): boolean
    helpers: Functions['helpers'] & {
      assertBinaryData(itemIndex: number, property: string): { fileName?: string; mimeType: string }
      getBinaryDataBuffer(itemIndex: number, property: string): Promise<Buffer>
      returnJsonArray(data: IDataObject | IDataObject[]): INodeExecutionData[]
      constructExecutionMetaData(
        data: INodeExecutionData[],
        options: { itemData: { item: number } },
      ): INodeExecutionData[]
    }
  }
  export interface ILoadOptionsFunctions extends Functions {
    getCurrentNodeParameter(name: string): unknown
  }
  export interface IHookFunctions extends Functions {
    getNodeParameter(name: string, fallback?: unknown): unknown
    getNodeWebhookUrl(name: 'default'): string | undefined
    getWorkflow(): { id?: string; name?: string }
    getWorkflowStaticData(type: 'node' | 'global'): IDataObject
  }
  export interface IWebhookFunctions extends Functions {
    getNodeParameter(name: string, fallback?: unknown): unknown
    getHeaderData(): import('node:http').IncomingMessage['headers']
    getRequestObject(): import('node:http').IncomingMessage & { rawBody: Buffer; readRawBody(): Promise<void> }
    getResponseObject(): import('node:http').ServerResponse
    getWorkflowStaticData(type: 'node' | 'global'): IDataObject
  }
  export interface IWebhookResponseData {
    workflowData?: INodeExecutionData[][]
    webhookResponse?: unknown
    noWebhookResponse?: boolean
  }

  export interface INodeTypeDescription {
    displayName: string
    name: string
    icon?: Icon
    group: Array<'input' | 'output' | 'transform' | 'trigger'>
    version: number
    subtitle?: string
    description: string
    defaults: { name: string }
    usableAsTool?: true
    inputs: 'main'[]
    outputs: 'main'[]
    credentials?: Array<{ name: string; required?: boolean }>
    webhooks?: Array<{
      name: 'default'
      httpMethod: IHttpRequestMethods
      responseMode?: string
      responseData?: string
      path: string
    }>
    properties: INodeProperties[]
  }
  export interface INodeType {
    description: INodeTypeDescription
    methods?: { loadOptions?: Record<string, (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>> }
    webhookMethods?: Record<
      'default',
      Record<'checkExists' | 'create' | 'delete', (this: IHookFunctions) => Promise<boolean>>
    >
    execute?(this: IExecuteFunctions): Promise<INodeExecutionData[][]>
    webhook?(this: IWebhookFunctions): Promise<IWebhookResponseData>
  }

  interface ErrorOptions {
    message?: string
    description?: string
    httpCode?: string
    itemIndex?: number
  }
  export class NodeOperationError extends Error {
    constructor(node: INode, error: Error | string, options?: ErrorOptions)
    description: string | null | undefined
  }
  export class NodeApiError extends Error {
    constructor(node: INode, response: JsonObject, options?: ErrorOptions)
    description: string | null | undefined
    httpCode: string | null
  }
}
