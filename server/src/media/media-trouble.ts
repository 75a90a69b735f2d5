/** Why a file is not here, in words for whoever sees its message. */
import type { Language } from '../base/language.ts'

export interface MediaTrouble {
  /** A stable word: `expired`, `refused`, `too_large`, `unknown_host`, `channel_gone`, `lost`. */
  reason: string
  sentence: string
}

type Words = Record<Language, string>

const WORDS = new Map<string, Words>([
  [
    'expired',
    {
      'pt-BR':
        'O WhatsApp guarda um arquivo por sete dias, e neste tempo ele não pôde ser buscado. Peça que enviem de novo.',
      en: 'WhatsApp keeps a file for seven days, and it could not be fetched in this time. Ask for it again.',
      es: 'WhatsApp guarda un archivo siete días, y en ese tiempo no se pudo buscar. Pida que lo envíen otra vez.',
    },
  ],
  [
    'refused',
    {
      'pt-BR': 'O WhatsApp não tem mais este arquivo. Peça que enviem de novo.',
      en: 'WhatsApp does not have this file any more. Ask for it again.',
      es: 'WhatsApp ya no tiene este archivo. Pida que lo envíen otra vez.',
    },
  ],
  [
    'too_large',
    {
      'pt-BR': 'O arquivo é maior do que 100 MB e não é guardado.',
      en: 'The file is larger than 100 MB and is not kept.',
      es: 'El archivo supera los 100 MB y no se guarda.',
    },
  ],
  [
    'unknown_host',
    {
      'pt-BR': 'O WhatsApp guarda este arquivo em um endereço que não está permitido aqui. Avise um administrador.',
      en: 'WhatsApp keeps this file at an address that is not allowed here. Inform an administrator.',
      es: 'WhatsApp guarda este archivo en una dirección que aquí no está permitida. Avise a un administrador.',
    },
  ],
  [
    'lost',
    {
      'pt-BR': 'O arquivo chegou e sumiu do servidor. Peça que enviem de novo, e avise um administrador.',
      en: 'The file was here and is gone from the server. Ask for it again, and tell an administrator.',
      es: 'El archivo estaba y desapareció del servidor. Pida que lo envíen otra vez y avise a un administrador.',
    },
  ],
  [
    'channel_gone',
    {
      'pt-BR': 'O canal deste arquivo foi excluído antes que ele chegasse.',
      en: 'The channel of this file was deleted before it came.',
      es: 'El canal de este archivo se eliminó antes de que llegara.',
    },
  ],
])

/** Null for a file that is here, or on its way as it should be. */
export function mediaTrouble(
  { state, reason }: { state: string; reason: string | null },
  language: Language,
): MediaTrouble | null {
  const known = reason ?? (state === 'failed' ? 'refused' : null)
  const words = known === null ? undefined : WORDS.get(known)
  return words === undefined ? null : { reason: known!, sentence: words[language] }
}
