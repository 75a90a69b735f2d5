/**
 * A receiver with @recado/receiver: it verifies, distinguishes the events, drops repeats and notices gaps.
 *
 *   WEBHOOK_SECRET=whsec_... PORT=3000 node examples/receive-node.ts
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOrder, toNodeHandler } from '@recado/receiver'

const { WEBHOOK_SECRET, PORT = '3000' } = process.env
if (!WEBHOOK_SECRET) throw new Error('Set WEBHOOK_SECRET to the secret of your endpoint (whsec_...).')

const order = createOrder({
  // The order is kept in memory. To survive a restart, pass `store: { read, write }` over your own database.
  onGap: ({ ticket, from, to }) => console.warn(`ticket ${ticket}: ${from} to ${to} did not come`),
})

const handle = toNodeHandler({
  version: 1, // the payload version of your endpoint
  secrets: [WEBHOOK_SECRET], // while you rotate: the new one and the old one
  order,
  handlers: {
    NewTicket: ({ ticket, contact }) => console.log(`ticket ${ticket.id}: opened by ${contact?.name}`),
    NewTicketUserCreate: ({ ticket }) => console.log(`ticket ${ticket.id}: opened by user ${ticket.userId}`),
    TransferTicket: ({ ticket }) => console.log(`ticket ${ticket.id}: now in queue ${ticket.queueId}`),
    ClosedTicket: ({ ticket }) => console.log(`ticket ${ticket.id}: closed, reason ${ticket.closingReasonId}`),
    message({ ticket, messageBody, fromMe }) {
      if (!fromMe) console.log(`ticket ${ticket.id}: ${messageBody}`)
    },
  },
})

const server = createServer(handle).listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
