/** An SMTP server on 127.0.0.1 that accepts every mail, or refuses the first ones, and keeps what it got. */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

export interface ReceivedMail {
  from: string
  to: string[]
  /** Headers and body as they came. */
  text: string
  subject: string
}

export interface MailServer extends AsyncDisposable {
  url: string
  mails: ReceivedMail[]
}

/** `refusals`: how many mails get "try again later" first. */
export async function startMailServer(refusals = 0): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    converse(socket, mail => {
      if (refusals-- > 0) return '451 try again later'
      mails.push(mail)
      return '250 taken'
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    },
  }
}

function converse(socket: Socket, take: (mail: ReceivedMail) => string): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let mail = { from: '', to: [] as string[] }
  let text: string[] | undefined
  say('220 mail.test')
  createInterface({ input: socket }).on('line', line => {
    if (text !== undefined) {
      if (line !== '.') return void text.push(line)
      say(take({ ...mail, text: text.join('\n'), subject: subjectOf(text) }))
      text = undefined
      return
    }
    const command = line.slice(0, 4).toUpperCase()
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (command === 'EHLO') say('250-mail.test\r\n250 8BITMIME')
    else if (command === 'MAIL') {
      mail = { from: address, to: [] }
      say('250 ok')
    } else if (command === 'RCPT') {
      mail.to.push(address)
      say('250 ok')
    } else if (command === 'DATA') {
      text = []
      say('354 go on')
    } else if (command === 'QUIT') {
      say('221 bye')
      socket.end()
    } else say('250 ok')
  })
}

/** Unfolded and decoded (RFC 2047). */
function subjectOf(lines: readonly string[]): string {
  const head = lines
    .slice(0, lines.indexOf(''))
    .join('\n')
    .replace(/\n[ \t]+/g, ' ')
  const raw = /^subject: (.*)$/im.exec(head)?.[1] ?? ''
  return raw
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : decodeWord(word),
    )
}

function decodeWord(word: string): string {
  const bytes = word
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
