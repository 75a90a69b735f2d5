/** A workflow to paste into n8n, with everything filled in that we know. Pure. */

export interface N8nInput {
  /** The URL of the endpoint; its path becomes the path of the webhook. */
  url: string
  hasToken: boolean
  /** The address of this server's API. */
  apiUrl: string
}

/** `/webhook/<path>` and `/webhook-test/<path>`; the last part of any other address. */
export function pathOf(url: string): string {
  const { pathname } = URL.parse(url) ?? { pathname: '' }
  const path = /\/webhook(?:-test)?\/(.+)$/.exec(pathname)?.[1] ?? pathname.split('/').filter(Boolean).at(-1)
  return path?.replace(/\/+$/, '') || 'recado'
}

/** Responds at once, takes a customer's message, ignores our own, and answers it through the API. */
export function workflowOf({ url, hasToken, apiUrl }: N8nInput): string {
  const value = (name: string, path: string, type: string) => ({
    id: name,
    name,
    type,
    value: `={{ $json.body.${path} }}`,
  })
  const nodes = [
    {
      id: 'recado-webhook',
      name: 'Recado',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2,
      position: [0, 0],
      parameters: {
        httpMethod: 'POST',
        path: pathOf(url),
        responseMode: 'onReceived',
        ...(hasToken && { authentication: 'headerAuth' }),
        options: {},
      },
    },
    {
      id: 'recado-if',
      name: 'From the customer?',
      type: 'n8n-nodes-base.if',
      typeVersion: 2,
      position: [220, 0],
      parameters: {
        conditions: {
          options: { caseSensitive: true, typeValidation: 'strict' },
          combinator: 'and',
          conditions: [
            {
              id: 'from-customer',
              leftValue: '={{ $json.body.fromMe === false && $json.body.contact?.isGroup === false }}',
              rightValue: true,
              operator: { type: 'boolean', operation: 'true', singleValue: true },
            },
          ],
        },
      },
    },
    {
      id: 'recado-fields',
      name: 'Fields',
      type: 'n8n-nodes-base.set',
      typeVersion: 3.4,
      position: [440, 0],
      parameters: {
        assignments: {
          assignments: [
            value('ticketId', 'ticket.id', 'number'),
            value('status', 'ticket.status', 'string'),
            value('queueId', 'ticket.queueId', 'number'),
            value('contactId', 'contact.id', 'number'),
            value('name', 'contact.name', 'string'),
            value('phoneNumber', 'contact.phoneNumber', 'string'),
            value('messageBody', 'messageBody', 'string'),
            value('messageId', 'messageId', 'string'),
          ],
        },
      },
    },
    {
      id: 'recado-answer',
      name: 'Answer',
      type: 'n8n-nodes-base.httpRequest',
      typeVersion: 4.2,
      position: [660, 0],
      parameters: {
        method: 'POST',
        url: `=${apiUrl}/api/v1/tickets/{{ $json.ticketId }}/messages`,
        sendHeaders: true,
        headerParameters: {
          parameters: [
            { name: 'x-api-key', value: '<API key of Recado>' },
            // When the same event comes twice, it answers once.
            { name: 'idempotency-key', value: "={{ $('Recado').item.json.headers['webhook-id'] }}" },
          ],
        },
        sendBody: true,
        specifyBody: 'json',
        jsonBody: '={{ JSON.stringify({ body: "Recebemos: " + $json.messageBody }) }}',
        options: {},
      },
    },
  ]
  const to = (node: string) => [{ node, type: 'main', index: 0 }]
  const connections = {
    Recado: { main: [to('From the customer?')] },
    'From the customer?': { main: [to('Fields'), []] },
    Fields: { main: [to('Answer')] },
  }
  return JSON.stringify({ nodes, connections }, null, 2)
}
