/** The e-mails about signing in. Names are text of other people, so they are put on one line and shortened. */
import type { Language } from '../../base/language.ts'

export interface MailText {
  subject: string
  text: string
}

interface About {
  company: string
  link: string
}

type Texts = Readonly<Record<Language, (about: About) => MailText>>

const clean = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 100).toWellFormed()

const INVITATION: Texts = {
  en: ({ company, link }) => ({
    subject: `${clean(company)} invites you to Recado`,
    text: `${clean(company)} invites you to answer its customers in Recado. Open this link within seven days and set a password:\n\n${link}\n\nIf you do not know this company, do nothing: without you nothing happens.`,
  }),
  'pt-BR': ({ company, link }) => ({
    subject: `${clean(company)} convida você para o Recado`,
    text: `${clean(company)} convida você para atender os clientes dela no Recado. Abra este link em até sete dias e crie uma senha:\n\n${link}\n\nSe você não conhece esta empresa, não faça nada: sem você, nada acontece.`,
  }),
  es: ({ company, link }) => ({
    subject: `${clean(company)} le invita a Recado`,
    text: `${clean(company)} le invita a atender a sus clientes en Recado. Abra este enlace antes de siete días y cree una contraseña:\n\n${link}\n\nSi no conoce esta empresa, no haga nada: sin usted no pasa nada.`,
  }),
}

const NEW_PASSWORD: Texts = {
  en: ({ company, link }) => ({
    subject: 'Recado: set a new password',
    text: `Somebody asked for a new password for this e-mail in Recado (${clean(company)}). If it was you, open this link within an hour:\n\n${link}\n\nIf it was not you, do nothing: your password stays as it is.`,
  }),
  'pt-BR': ({ company, link }) => ({
    subject: 'Recado: criar uma nova senha',
    text: `Alguém pediu uma nova senha para este e-mail no Recado (${clean(company)}). Se foi você, abra este link em até uma hora:\n\n${link}\n\nSe não foi você, não faça nada: a sua senha continua a mesma.`,
  }),
  es: ({ company, link }) => ({
    subject: 'Recado: crear una nueva contraseña',
    text: `Alguien pidió una nueva contraseña para este correo en Recado (${clean(company)}). Si fue usted, abra este enlace antes de una hora:\n\n${link}\n\nSi no fue usted, no haga nada: su contraseña sigue igual.`,
  }),
}

const CONFIRM: Texts = {
  en: ({ company, link }) => ({
    subject: 'Recado: confirm your e-mail',
    text: `Confirm that this e-mail is yours, so that Recado may write to it on behalf of ${clean(company)}. Open this link within a day:\n\n${link}\n\nIf you do not know this company, do nothing: nothing more will be sent.`,
  }),
  'pt-BR': ({ company, link }) => ({
    subject: 'Recado: confirme o seu e-mail',
    text: `Confirme que este e-mail é seu, para que o Recado possa escrever para ele em nome de ${clean(company)}. Abra este link em até um dia:\n\n${link}\n\nSe você não conhece esta empresa, não faça nada: nada mais será enviado.`,
  }),
  es: ({ company, link }) => ({
    subject: 'Recado: confirme su correo',
    text: `Confirme que este correo es suyo, para que Recado pueda escribirle en nombre de ${clean(company)}. Abra este enlace antes de un día:\n\n${link}\n\nSi no conoce esta empresa, no haga nada: no se enviará nada más.`,
  }),
}

export const invitationMail = (language: Language, about: About) => INVITATION[language](about)
export const newPasswordMail = (language: Language, about: About) => NEW_PASSWORD[language](about)
export const confirmMail = (language: Language, about: About) => CONFIRM[language](about)
