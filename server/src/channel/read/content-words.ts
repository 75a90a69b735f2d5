/** The text of a message in which the customer wrote none: placeholders and labels, in the language of the company. */
import type { Language } from '../../base/language.ts'

type Words = Record<Language, string>

const words = (pt: string, en: string, es: string): Words => ({ 'pt-BR': pt, en, es })

const WORDS = {
  unsupported: words(
    'Mensagem de um tipo que o WhatsApp não entrega aqui',
    'A message of a type that WhatsApp does not deliver here',
    'Mensaje de un tipo que WhatsApp no entrega aquí',
  ),
  unknown: words(
    'Mensagem de um tipo que ainda não sabemos mostrar',
    'A message of a type that cannot be shown here yet',
    'Mensaje de un tipo que aún no sabemos mostrar',
  ),
  tooLarge: words(
    'Arquivo grande demais: o WhatsApp não o entregou',
    'The file is too large: WhatsApp did not deliver it',
    'Archivo demasiado grande: WhatsApp no lo entregó',
  ),
  seePhone: words(
    'Esta mensagem só pode ser vista no celular',
    'This message can only be seen on the phone',
    'Este mensaje solo se puede ver en el teléfono',
  ),
  file: words(
    'Um arquivo que o WhatsApp não entregou',
    'A file that WhatsApp did not deliver',
    'Un archivo que WhatsApp no entregó',
  ),
  oldFile: words(
    'Um arquivo de antes, que só está no celular',
    'An old file, which is only on the phone',
    'Un archivo de antes, que solo está en el teléfono',
  ),
  order: words('Pedido', 'Order', 'Pedido'),
  total: words('Total', 'Total', 'Total'),
  callsAllowed: words(
    'Permitiu ligações desta empresa',
    'Allows calls of this company',
    'Permitió llamadas de esta empresa',
  ),
  callsAllowedUntil: words(
    'Permitiu ligações desta empresa até {until}',
    'Allows calls of this company until {until}',
    'Permitió llamadas de esta empresa hasta {until}',
  ),
  callsRefused: words(
    'Não permitiu ligações desta empresa',
    'Does not allow calls of this company',
    'No permitió llamadas de esta empresa',
  ),
  call: words(
    'Ligou pelo WhatsApp, e aqui não se atendem ligações',
    'Called by WhatsApp, and calls are not answered here',
    'Llamó por WhatsApp, y aquí no se atienden llamadas',
  ),
  yes: words('sim', 'yes', 'sí'),
  no: words('não', 'no', 'no'),
} as const

/** The caller fills in `{until}`. */
export function say(what: keyof typeof WORDS, language: Language, detail: string | null = null): string {
  const text = WORDS[what][language]
  if (detail === null) return text
  return text.includes('{until}') ? text.replace('{until}', () => detail) : `${text} (${detail})`
}

/** The names of types that WhatsApp does not pass on. A Map, because the type comes from outside. */
const KINDS = new Map<string, Words>([
  ['poll_creation', words('enquete', 'poll', 'encuesta')],
  ['poll_update', words('voto em enquete', 'vote in a poll', 'voto en encuesta')],
  ['view_once', words('visualização única', 'view once', 'visualización única')],
  ['live_location', words('localização em tempo real', 'live location', 'ubicación en tiempo real')],
  ['event', words('evento', 'event', 'evento')],
  ['event_creation', words('evento', 'event', 'evento')],
  ['group_invite', words('convite para grupo', 'group invitation', 'invitación a grupo')],
  ['payment', words('pagamento', 'payment', 'pago')],
  ['product', words('produto', 'product', 'producto')],
  ['order', words('pedido', 'order', 'pedido')],
  ['button', words('botão', 'button', 'botón')],
  ['list', words('lista', 'list', 'lista')],
  ['album', words('álbum', 'album', 'álbum')],
  ['sticker_pack', words('pacote de figurinhas', 'sticker pack', 'paquete de stickers')],
  ['pin', words('mensagem fixada', 'pinned message', 'mensaje fijado')],
])

export const kindName = (type: string, language: Language): string => KINDS.get(type)?.[language] ?? type

const ADDRESS = new Map<string, Words>([
  ['name', words('Nome', 'Name', 'Nombre')],
  ['phone_number', words('Telefone', 'Phone', 'Teléfono')],
  ['address', words('Endereço', 'Address', 'Dirección')],
  ['house_number', words('Número', 'House number', 'Número')],
  ['floor_number', words('Andar', 'Floor', 'Piso')],
  ['tower_number', words('Bloco', 'Tower', 'Torre')],
  ['building_name', words('Edifício', 'Building', 'Edificio')],
  ['landmark_area', words('Referência', 'Landmark', 'Referencia')],
  ['unit_number', words('Unidade', 'Unit', 'Unidad')],
  ['city', words('Cidade', 'City', 'Ciudad')],
  ['state', words('Estado', 'State', 'Estado')],
  ['in_pin_code', words('CEP', 'Postal code', 'Código postal')],
  ['sin_post_code', words('CEP', 'Postal code', 'Código postal')],
])

export const addressLabel = (name: string, language: Language): string => ADDRESS.get(name)?.[language] ?? name
