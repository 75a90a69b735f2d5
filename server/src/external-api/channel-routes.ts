/** The state of the door's channel, and whether a number can be one of WhatsApp. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Db, Sql } from '../base/db/db.ts'
import { canonicalNumber } from '../desk/index.ts'
import type { Words } from '../refusal/faults.ts'
import { Refusal } from '../refusal/refusal.ts'
import { readNumber } from './addressee.ts'
import { languageFor } from './error-body.ts'
import type { ExternalCaller } from './external-api.ts'
import { requireExternalCaller } from './plugin.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']

const NO_QR_CODE: Words = {
  en: 'This channel is of the official WhatsApp API: it has no QR code. See its status in the panel.',
  'pt-BR': 'Este canal é da API oficial do WhatsApp: não tem QR code. Veja o estado dele no painel.',
  es: 'Este canal es de la API oficial de WhatsApp: no tiene código QR. Vea su estado en el panel.',
}

const NUMBER_SAID = {
  no_number: {
    en: 'This is not a phone number.',
    'pt-BR': 'Isto não é um número de telefone.',
    es: 'Esto no es un número de teléfono.',
  },
  on_whatsapp: {
    en: 'This number is on WhatsApp.',
    'pt-BR': 'Este número está no WhatsApp.',
    es: 'Este número está en WhatsApp.',
  },
  valid: {
    en: 'A valid number. Whether it is on WhatsApp is known once a message was sent to it.',
    'pt-BR': 'Um número válido. Se está no WhatsApp, só se sabe depois de enviar uma mensagem a ele.',
    es: 'Un número válido. Si está en WhatsApp se sabe después de enviarle un mensaje.',
  },
} as const satisfies Record<string, Words>

interface ChannelState {
  id: number
  name: string
  status: string
  number: string | null
  isActive: boolean
  error: string | null
}

export const channelRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/statuschannel',
      {
        config: { scope: 'channel' },
        schema: {
          operationId: 'externalChannelStatus',
          tags,
          summary: 'Whether the channel can talk to WhatsApp',
          params: schemas.ApiIdParams,
          response: {
            200: Type.Object({
              id: schemas.WireId,
              name: Type.String(),
              type: Type.String({ description: 'waba: the official WhatsApp Cloud API.' }),
              status: Type.String({ description: 'CONNECTED, DISCONNECTED or OPENING.' }),
              number: Type.Union([Type.String(), Type.Null()]),
              isActive: Type.Boolean(),
              error: Type.Union([Type.String(), Type.Null()]),
            }),
          },
        },
      },
      async request => ({ type: 'waba', ...(await readChannel(db, requireExternalCaller(request))) }),
    )

    app.post(
      '/qrcode',
      {
        config: { scope: 'channel' },
        schema: {
          operationId: 'externalQrCode',
          tags,
          summary: 'No QR code: the channel is official',
          description: 'The Cloud API is connected by credentials, once, in the panel. `qrcode` is always empty.',
          params: schemas.ApiIdParams,
          body: Type.Object({}, { additionalProperties: true }),
          response: {
            200: Type.Object({
              status: Type.String(),
              qrcode: Type.String(),
              pairingCode: Type.Null(),
              message: Type.String(),
            }),
          },
        },
      },
      async request => {
        const { status } = await readChannel(db, requireExternalCaller(request))
        return { status, qrcode: '', pairingCode: null, message: NO_QR_CODE[languageFor(request)] }
      },
    )

    app.post(
      '/valid-whatsapp-number',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalValidNumber',
          tags,
          summary: 'Whether a number can be one of WhatsApp',
          description:
            'The official API cannot be asked whether a number has WhatsApp. `exists` is true when this person has written to us or ' +
            'WhatsApp has taken a message to them, false when it is no number, and null when nobody can know before sending.',
          params: schemas.ApiIdParams,
          body: schemas.NumberBody,
          response: {
            200: Type.Object({
              number: Type.Union([Type.String(), Type.Null()], { description: 'As E.164 has it, without +.' }),
              isValid: Type.Boolean(),
              exists: Type.Union([Type.Boolean(), Type.Null()]),
              waId: Type.Union([Type.String(), Type.Null()], { description: 'How WhatsApp itself spells it.' }),
              message: Type.String(),
            }),
          },
        },
      },
      async request => {
        const { said, ...checked } = await checkNumber(db, requireExternalCaller(request), request.body.number)
        return { ...checked, message: NUMBER_SAID[said][languageFor(request)] }
      },
    )
  }

async function readChannel(sql: Sql, { tenantId, channelId }: ExternalCaller): Promise<ChannelState> {
  const [channel] = await sql<ChannelState[]>`
    select c.id, c.name, c.status, regexp_replace(k.display_phone_number, '\\D', '', 'g') as number,
      c.is_active as "isActive", k.error
    from channels c
    left join cloud_channels k on k.tenant_id = c.tenant_id and k.channel_id = c.id
    where c.tenant_id = ${tenantId} and c.id = ${channelId}`
  if (channel === undefined) throw new Refusal('channel_not_found')
  return channel
}

async function checkNumber(sql: Sql, { tenantId }: ExternalCaller, given: string) {
  const phone = await readNumber(sql, tenantId, given).then(
    ({ phone }) => phone,
    error => {
      if (error instanceof Refusal) return undefined
      throw error
    },
  )
  if (phone === undefined) {
    return { number: null, isValid: false, exists: false, waId: null, said: 'no_number' as const }
  }
  const [known] = await sql<{ waId: string }[]>`
    select w.value as "waId" from contact_aliases p
    join contact_aliases w on w.tenant_id = p.tenant_id and w.contact_id = p.contact_id and w.kind = 'wa_id'
    where p.tenant_id = ${tenantId} and p.kind = 'phone' and p.value = ${canonicalNumber(phone)}
    order by w.created_at desc, w.value
    limit 1`
  const said = known ? ('on_whatsapp' as const) : ('valid' as const)
  return { number: phone, isValid: true, exists: known ? true : null, waId: known?.waId ?? null, said }
}
