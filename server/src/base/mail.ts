/** E-mail, when SMTP_URL is set. The library is loaded with the first message. */
import type { Transporter } from 'nodemailer'

export interface Mail {
  to: string[]
  subject: string
  text: string
  /** Makes a repeated message recognizable to mail programs. */
  messageId: string
}

export interface Mailer extends AsyncDisposable {
  send(mail: Mail): Promise<void>
}

export interface MailerOptions {
  smtpUrl: string
  from: string
}

const TIMEOUT_MS = 15_000

export function createMailer({ smtpUrl, from }: MailerOptions): Mailer {
  let transport: Promise<Transporter> | undefined
  return {
    async send({ to, subject, text, messageId }) {
      transport ??= openTransport(smtpUrl)
      const headers = { 'auto-submitted': 'auto-generated' }
      await (await transport).sendMail({ from, to, subject, text, messageId, headers })
    },
    async [Symbol.asyncDispose]() {
      const opened = await transport
      opened?.close()
    },
  }
}

async function openTransport(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  return createTransport({ url: smtpUrl, ...timeouts })
}
