/**
 * The work that every candidate gets: the same events, byte for byte, on every machine and in every run.
 *
 * Messages of tickets in the body that Recado posts (680 to 850 bytes). A ticket belongs to one endpoint.
 */

export const ENDPOINTS = 4
export const TICKETS = 500

export interface WorkEvent {
  index: number
  /** 0 to 3. */
  endpoint: number
  /** 0 to 499. */
  ticket: number
  /** Of its ticket, from 1, without gaps. */
  sequence: number
  /** What a candidate that has no id of its own sends as `webhook-id`. */
  id: string
  body: string
}

/** A lane as the sink sees it: the part of `webhook-id` between `msg_` and the sequence. */
export const laneKey = (ticket: number): string => `${endpointOf(ticket)}_${ticket}`

export const endpointOf = (ticket: number): number => ticket % ENDPOINTS

/** Anyone may write at any time: tickets come at random (a fixed mixing of the index), so some events follow closely. */
export function ticketOf(index: number): number {
  let mixed = Math.imul(index + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  return ((mixed ^ (mixed >>> 13)) >>> 0) % TICKETS
}

/** How many of the first events are for these endpoints: about a quarter each, and no more than about. */
export function countFor(endpoints: readonly number[], events: number): number {
  let count = 0
  for (let index = 0; index < events; index++) if (endpoints.includes(endpointOf(ticketOf(index)))) count++
  return count
}

/** Grown as far as events are asked for. */
const sequences: number[] = []
const latest = new Uint32Array(TICKETS)

export function sequenceOf(index: number): number {
  while (sequences.length <= index) {
    latest[ticketOf(sequences.length)]!++
    sequences.push(latest[ticketOf(sequences.length)]!)
  }
  return sequences[index]!
}

const sentences = [
  'Bom dia! Quero a segunda via do boleto deste mês, por favor.',
  'Meu pedido ainda não chegou e o prazo era ontem. Podem verificar com a transportadora?',
  'Obrigada pelo retorno, vou conferir aqui e já aviso vocês.',
  'Vocês abrem no feriado? Preciso levar o equipamento para a manutenção ainda nesta semana.',
  'O técnico pode vir na quinta de manhã, depois das nove horas? No período da tarde não tem ninguém em casa.',
  'Segue o comprovante do pagamento em anexo.',
  'Ainda sem sinal desde as 22h. Já desliguei o roteador da tomada duas vezes e a luz continua vermelha.',
] as const

const names = ['Maria Souza', 'João Pereira', 'Ana Beatriz Lima', 'Carlos Eduardo Nunes', 'Fernanda Alves'] as const

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T

export function bodyOf(index: number): string {
  const ticket = ticketOf(index)
  const endpoint = endpointOf(ticket)
  const fromMe = index % 3 === 0
  const name = pick(names, ticket)
  return JSON.stringify({
    messageId: `3EB0${(0x10000000 + index).toString(16).toUpperCase()}${(ticket * 7919).toString(16).padStart(10, '0').toUpperCase()}`,
    messageBody: pick(sentences, index),
    timestamp: 1787998519 + Math.floor(index / 20),
    status: fromMe ? 'sended' : 'received',
    fromMe,
    mediaType: 'chat',
    mediaUrl: null,
    isDeleted: false,
    sendType: fromMe ? 'manual' : null,
    edited: null,
    reactions: [],
    ticket: {
      id: 9000 + ticket,
      status: 'open',
      protocol: `20260805143010${9000 + ticket}`,
      queueId: 14,
      apiConfig: ticket % 5 === 0 ? { externalKey: `PED-2026-${String(ticket).padStart(6, '0')}` } : null,
    },
    contact: {
      id: 3000 + ticket,
      name,
      phoneNumber: `55119${String(90000000 + ticket * 131)}`,
      profilePicUrl: `https://api.exemplo.com.br/public/1/profile/${3000 + ticket}.jpeg`,
      email: `cliente.${3000 + ticket}@exemplo.com.br`,
      isGroup: false,
      pushname: name,
      lid: `1264095613${String(46102 + ticket)}@lid`,
      kanbanId: 8,
      followupId: 19,
    },
    user: fromMe ? { id: 3, name: 'João Atendente', email: 'joao@exemplo.com.br' } : null,
    whatsapp: { id: 50 + endpoint, name: pick(['Comercial', 'Suporte', 'Financeiro', 'Pós-venda'], endpoint) },
  })
}

export function eventAt(index: number): WorkEvent {
  const ticket = ticketOf(index)
  const sequence = sequenceOf(index)
  return {
    index,
    endpoint: endpointOf(ticket),
    ticket,
    sequence,
    id: `msg_${laneKey(ticket)}_${sequence}`,
    body: bodyOf(index),
  }
}

export function* eventsBetween(from: number, until: number): Generator<WorkEvent> {
  for (let index = from; index < until; index++) yield eventAt(index)
}
