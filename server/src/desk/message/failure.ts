/**
 * Why our message did not arrive, in words for its writer, and what they can do about it. It uses only Meta's error codes,
 * because titles and subcodes vary.
 */
import type { Language } from '../../base/language.ts'

/** What the person can do; the panel shows it as the one button beside the message. */
export type WayOut = 'send-template' | 'check-number' | 'send-again' | 'send-later' | 'change-message' | 'call-admin'

export interface Failure {
  /** Meta's code; null when WhatsApp never responded. */
  code: number | null
  /** It never changes its meaning, because programs use it. */
  reason: string
  wayOut: WayOut
  /** In the language of the caller. */
  sentence: string
  /** Meta's own words, if there are any, in English, for people who want to look them up. */
  details: string | null
}

interface Reason {
  codes: readonly number[]
  wayOut: WayOut
  sentences: Record<Language, string>
}

const REASONS = {
  window_closed: {
    codes: [131047, 470],
    wayOut: 'send-template',
    sentences: {
      'pt-BR': 'Passaram mais de 24 horas desde a última mensagem do cliente. Envie um modelo aprovado.',
      en: 'More than 24 hours have passed since the customer wrote last. Send an approved template.',
      es: 'Pasaron más de 24 horas desde el último mensaje del cliente. Envíe una plantilla aprobada.',
    },
  },
  not_on_whatsapp: {
    codes: [131026, 131030, 1013, 33, 131021, 131009],
    wayOut: 'check-number',
    sentences: {
      'pt-BR':
        'O WhatsApp não entrega a este número: ele pode não ter conta, ter bloqueado vocês ou usar uma versão antiga. Confira o número.',
      en: 'WhatsApp does not deliver to this number: it may have no account, have blocked you or use an old version. Check the number.',
      es: 'WhatsApp no entrega a este número: puede no tener cuenta, haberlos bloqueado o usar una versión antigua. Revise el número.',
    },
  },
  template: {
    codes: [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069],
    wayOut: 'change-message',
    sentences: {
      'pt-BR':
        'O WhatsApp não aceitou o modelo: ele não existe neste idioma, está pausado ou seus campos não conferem. Escolha outro ou corrija os campos.',
      en: 'WhatsApp did not accept the template: it does not exist in this language, is paused, or its fields do not fit. Choose another one or correct the fields.',
      es: 'WhatsApp no aceptó la plantilla: no existe en este idioma, está en pausa o sus campos no coinciden. Elija otra o corrija los campos.',
    },
  },
  content: {
    codes: [100, 131008, 131051, 131052, 131053, 131054],
    wayOut: 'change-message',
    sentences: {
      'pt-BR': 'O WhatsApp não aceita esta mensagem ou este arquivo. Mude o conteúdo e envie de novo.',
      en: 'WhatsApp does not accept this message or this file. Change it and send it again.',
      es: 'WhatsApp no acepta este mensaje o este archivo. Cámbielo y envíelo de nuevo.',
    },
  },
  too_many: {
    codes: [4, 80007, 130429, 131048, 131056, 131049, 130472],
    wayOut: 'send-later',
    sentences: {
      'pt-BR': 'O WhatsApp está limitando os envios para este cliente ou por este número. Tente mais tarde.',
      en: 'WhatsApp limits what is sent to this customer or by this number at the moment. Try again later.',
      es: 'WhatsApp está limitando los envíos a este cliente o desde este número. Intente más tarde.',
    },
  },
  channel: {
    codes: [0, 3, 10, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010],
    wayOut: 'call-admin',
    sentences: {
      'pt-BR':
        'O WhatsApp não aceita mensagens deste canal: o acesso, o pagamento ou o registro do número precisa de atenção. Avise um administrador.',
      en: 'WhatsApp accepts no messages from this channel: its access, its payment or the registration of its number needs attention. Inform an administrator.',
      es: 'WhatsApp no acepta mensajes de este canal: el acceso, el pago o el registro del número necesita atención. Avise a un administrador.',
    },
  },
  not_sent: {
    codes: [],
    wayOut: 'send-again',
    sentences: {
      'pt-BR': 'A mensagem não pôde ser enviada. Envie de novo.',
      en: 'The message could not be sent. Send it again.',
      es: 'El mensaje no se pudo enviar. Envíelo de nuevo.',
    },
  },
} satisfies Record<string, Reason>

const BY_CODE = new Map(
  Object.entries(REASONS).flatMap(([name, { codes }]) =>
    codes.map(code => [code as number, name as keyof typeof REASONS]),
  ),
)

export const FAILURE_REASONS = Object.keys(REASONS)

/** `error` is what was stored: Meta's own object, or how the request ended. */
export function failureOf(error: unknown, language: Language): Failure {
  const { code, message, details, error_data } = (error ?? {}) as Record<string, unknown>
  const given = typeof code === 'number' && code >= 0 ? code : null
  const reason = (given === null ? undefined : (BY_CODE.get(given) ?? permission(given))) ?? 'not_sent'
  const { wayOut, sentences } = REASONS[reason]
  const more = details ?? (error_data as Record<string, unknown> | null | undefined)?.details ?? message
  return { code: given, reason, wayOut, sentence: sentences[language], details: typeof more === 'string' ? more : null }
}

/** Meta keeps 200 to 299 for permissions. */
const permission = (code: number) => (code >= 200 && code <= 299 ? ('channel' as const) : undefined)
