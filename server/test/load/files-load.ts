/**
 * Customers' files through two processes that share a database and a bucket: each post goes to the other process than the one before.
 * The proof: at the receiver each conversation's files are all there, once, in order, and either process serves the bytes that were sent.
 */
import type { Emulator } from '@recado/whatsapp-emulator'
import type { ScriptedReceiver } from '../harness/receiver.ts'
import { type Company, payloadOf, SENT_AT, sign } from '../harness/stage.ts'

export interface FilesLoadInput {
  emulator: Emulator
  company: Company
  phoneNumberId: string
  /** The addresses of the processes. */
  urls: readonly [string, string]
  /** The company's endpoint leads here; nothing else is posted to it meanwhile. */
  receiver: ScriptedReceiver
  messages: number
  people: number
  /** Waits until nothing is under way. */
  quiet: () => Promise<void>
}

export interface FilesLoadResult {
  seconds: number
  faults: string[]
}

const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex')
const KINDS = [
  { type: 'image', mimeType: 'image/png', bytesOf: (text: string) => Buffer.concat([PNG_HEAD, Buffer.from(text)]) },
  { type: 'document', mimeType: 'text/plain', bytesOf: (text: string) => Buffer.from(text.repeat(50)) },
] as const
const FETCHED_AT_ONCE = 8

export async function runFilesLoad(input: FilesLoadInput): Promise<FilesLoadResult> {
  const { emulator, company, urls, receiver, messages, people, quiet } = input
  const since = performance.now()
  const sent = Array.from({ length: people }, () => new Map<string, Buffer>())
  const postFile = async (person: number, number: number) => {
    const caption = `arquivo ${person}-${number}`
    const { type, mimeType, bytesOf } = KINDS[number % KINDS.length]!
    const bytes = bytesOf(caption)
    sent[person]!.set(caption, bytes)
    const { id } = emulator.control.storeMedia(bytes, mimeType, 'arquivo')
    const from = String(5_531_987_700_000 + person)
    const message = {
      from,
      id: `wamid.FILES${process.pid}p${person}n${number}`,
      timestamp: String(SENT_AT),
      type,
      [type]: { id, mime_type: mimeType, caption },
    }
    const contacts = [{ profile: { name: `Pessoa ${person}` }, wa_id: from }]
    const body = JSON.stringify(payloadOf({ contacts, messages: [message] }, input.phoneNumberId))
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, company.channel.appSecret) }
    const response = await fetch(urls[number % 2]! + company.channel.path, { method: 'POST', headers, body })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`the post of ${caption} got ${response.status}`)
  }
  await Promise.all(
    sent.map(async (_, person) => {
      for (let number = 0; number < messages / people; number++) await postFile(person, number)
    }),
  )
  await quiet()
  const seconds = (performance.now() - since) / 1_000

  const told = receiver.requests.flatMap(request => {
    const body = request.json() as { Type?: string; messageBody?: string; mediaUrl?: string }
    return body.Type === undefined && body.messageBody?.startsWith('arquivo ') ? [body] : []
  })
  const faults: string[] = []
  for (const files of sent) {
    const wanted = [...files.keys()]
    const got = told.flatMap(({ messageBody }) => (files.has(messageBody!) ? [messageBody!] : []))
    if (got.join() !== wanted.join()) faults.push(`sent ${wanted.join(', ')}; told ${got.join(', ')}`)
  }
  const queue = told.entries()
  const serve = async () => {
    for (const [index, { messageBody, mediaUrl }] of queue) {
      const response = await fetch(urls[index % 2]! + new URL(mediaUrl!).pathname)
      const bytes = Buffer.from(await response.arrayBuffer())
      const wanted = sent.find(files => files.has(messageBody!))!.get(messageBody!)!
      if (response.status !== 200 || !bytes.equals(wanted)) {
        faults.push(`${messageBody}: status ${response.status}, ${bytes.length} instead of ${wanted.length} bytes`)
      }
    }
  }
  await Promise.all(Array.from({ length: FETCHED_AT_ONCE }, serve))
  return { seconds, faults }
}
